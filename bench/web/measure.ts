import { Agent, request } from 'node:http';

export interface Timing {
  /** Milliseconds from the request to the first byte of the answer, ascending. */
  readonly firstByte: readonly number[];
  /** Of the last answer, as it came over the network. */
  readonly bytes: number;
  /** Of all answers. */
  readonly statuses: ReadonlySet<number>;
}

export interface Load {
  readonly requests: number;
  /** So many readers ask, each for its next page when the last one has come. */
  readonly readers: number;
  /** The path of the n-th request. */
  path(n: number): string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Done before each request, and not measured. */
  before?(): Promise<void>;
}

/** Asks for pages over connections that stay open, as a browser or a proxy does. */
export async function measure(url: string, load: Load): Promise<Timing> {
  const { requests, readers, path, headers = {}, before } = load;
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const firstByte: number[] = [];
  let next = 0;
  const statuses = new Set<number>();
  let bytes = 0;
  const read = async (): Promise<void> => {
    for (let n = next++; n < requests; n = next++) {
      await before?.();
      const answer = await ask(agent, url + path(n), { ...headers, 'x-forwarded-for': toAddress(n) });
      firstByte.push(answer.ms);
      statuses.add(answer.status);
      bytes = answer.bytes;
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
  agent.destroy();
  return { firstByte: firstByte.toSorted((a, b) => a - b), bytes, statuses };
}

/** Each request comes from somebody else: who asks for a thousand pages in a row is held off. */
function toAddress(n: number): string {
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}

function ask(
  agent: Agent,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ ms: number; bytes: number; status: number }> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const sent = request(url, { agent, headers: { 'accept-encoding': 'gzip', ...headers } }, (answer) => {
      const ms = performance.now() - begun;
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => resolve({ ms, bytes, status: answer.statusCode ?? 0 }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
