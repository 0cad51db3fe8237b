import { toPersonId } from '../../src/core/base/ids.ts';
import { dot } from '../../src/taste/cholesky.ts';
import type { Evidence } from '../../src/taste/evidence.ts';
import { TasteModel } from '../../src/taste/model.ts';
import { TASTE } from '../../src/taste/parameters.ts';
import type { Community } from './communities.ts';
import type { ReplayInput } from './replay.ts';

const CHANNELS = 10_000;
const MEASURED = 200;

/** A community's evidence after so many papers, every one of five shown. */
function collect(
  { recording, vectors, from }: ReplayInput,
  { voters, votes }: Community,
  count: number,
): Evidence[] {
  const shown = recording.days.slice(from).flatMap(({ papers }) => papers.slice(0, 5));
  return shown.slice(0, count).map((paper) => ({
    paperId: recording.papers[paper]?.paper.id ?? '',
    vector: vectors.latent[paper] ?? new Float32Array(),
    wasShown: true,
    opinions: voters.flatMap((person, i) => (votes[i]?.[paper] === 1 ? [{ person, value: 1 as const }] : [])),
  }));
}

/** How long learning and judging take for as many channels as a large installation has. */
export function describeCost(input: ReplayInput | undefined, communities: readonly Community[]): string {
  if (!input) return '';
  const all = communities.map((community) => collect(input, community, 300));
  const candidates = input.vectors.latent.slice(0, 60);
  // Time of the processor: others may be at work on the machine.
  const before = process.cpuUsage();
  for (let i = 0; i < MEASURED; i++) {
    const model = TasteModel.learn(all[i % all.length] ?? []);
    for (const vector of candidates) model?.judge(vector);
  }
  const { user, system } = process.cpuUsage(before);
  const each = (user + system) / 1000 / MEASURED;
  return `Cost: ${each.toFixed(2)} ms of processor time a channel with 300 shown papers and 60 candidates, ${(each * CHANNELS).toFixed(0)} ms for ${CHANNELS} channels.`;
}

/** What one person who votes for every paper of a kind, and against all others, moves at most. */
export function describeAttack(input: ReplayInput | undefined, communities: readonly Community[]): string {
  if (!input) return '';
  const attacker = toPersonId('terminal', 'attacker');
  const moved = communities.flatMap((community) => {
    const evidence = collect(input, community, 300);
    const target = evidence.find(({ opinions }) => opinions.length === 0)?.vector ?? new Float32Array();
    const attacked = evidence.map((one) => {
      const value = dot(target, one.vector) > 0.2 ? (1 as const) : (-1 as const);
      return { ...one, opinions: [...one.opinions, { person: attacker, value }] };
    });
    const [before, after] = [TasteModel.learn(evidence), TasteModel.learn(attacked)];
    return input.vectors.latent.map((vector) =>
      Math.abs((after?.judge(vector).points ?? 0) - (before?.judge(vector).points ?? 0)),
    );
  });
  const most = moved.reduce((a, b) => Math.max(a, b), 0);
  return `Brigade: one person with 300 votes in ${communities.length} communities moves a paper by at most ${most.toFixed(2)} points (bound ${TASTE.mostOfPerson}).`;
}
