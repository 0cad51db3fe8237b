import { texts } from './health-texts.ts';
import { toAskedHost } from './loopback.ts';

/** Kubernetes and Docker give up after a second or more by default; a bot that needs longer is not well. */
const ANSWER_MS = 3000;

export interface Health {
  readonly isWell: boolean;
  readonly says: string;
}

export interface HealthQuestion {
  readonly port: number | undefined;
  readonly host: string;
  /** `livez`: the process answers. `readyz`: it can do its work. */
  readonly probe: 'livez' | 'readyz';
}

/** Asks the bot that runs on this machine how it is. Never throws. */
export async function askHealth({ port, host, probe }: HealthQuestion): Promise<Health> {
  if (port === undefined) return { isWell: false, says: texts.noPort() };
  const url = `http://${toAskedHost(host)}:${port}/${probe}`;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) });
    return {
      isWell: response.ok,
      says: response.ok ? texts.well({ probe }) : texts.unwell({ status: String(response.status), url }),
    };
  } catch (error) {
    const why = error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
    return { isWell: false, says: texts.noAnswer({ url, why }) };
  }
}
