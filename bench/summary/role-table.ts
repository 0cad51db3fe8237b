import { assignRoles, type Chances, isCertain } from '../../src/summary/extractive/role-chances.ts';
import { ROLES, type Role } from '../../src/summary/extractive/roles.ts';
import { chooseByCues } from './cue-rules.ts';
import type { LabeledAbstract } from './labeled.ts';
import { crossValidateRoles, MARKS } from './role-learning.ts';

/** The sentence that a system takes for a role, and whether its summary would say so. */
interface Choice {
  readonly at: number;
  readonly isSure: boolean;
}

type System = ReadonlyArray<ReadonlyMap<Role, Choice>>;

export interface RoleScore {
  readonly system: string;
  readonly role: Role;
  /** Of the abstracts in which people marked the role, how many have it in the sentence that was chosen. */
  readonly found: number;
  /** Of all abstracts, how many get the label. */
  readonly given: number;
  /** Of the labels on sentences that people marked at all, how many are right. People marked one span of a kind. */
  readonly right: number;
  /** The same of all labels. */
  readonly rightOfAll: number;
}

/** Scores what the learned roles choose of abstracts that they have not seen, beside the alternatives. */
export function scoreRoles(papers: readonly LabeledAbstract[], folds?: number): RoleScore[] {
  const systems: Readonly<Record<string, System>> = {
    'position alone': choosePositions(papers),
    'hand-written cues': papers.map(({ sentences }) => chooseByCues(sentences.map(({ text }) => text))),
    'learned, cross-validated': crossValidateRoles(papers, folds).map(chooseLearned),
  };
  return Object.entries(systems).flatMap(([system, choices]) =>
    ROLES.map((role) => ({ system, role, ...score(papers, choices, role) })),
  );
}

function chooseLearned(chances: readonly Chances[]): ReadonlyMap<Role, Choice> {
  const chosen = [...assignRoles(chances)];
  return new Map(
    chosen.map(([role, at]) => {
      const own = chances[at];
      return [role, { at, isSure: own !== undefined && isCertain(role, own) }];
    }),
  );
}

/** For each role the position, from the start or from the end, that is right most often, on this very set. */
function choosePositions(papers: readonly LabeledAbstract[]): System {
  const positions = [0, 1, 2, 3, -1, -2, -3];
  const toAt = (position: number, count: number): number =>
    Math.max(0, Math.min(count - 1, position < 0 ? count + position : position));
  const best = new Map(
    ROLES.map((role) => {
      const rights = positions.map((position) => {
        const isRight = ({ sentences }: LabeledAbstract) =>
          isMarked(sentences[toAt(position, sentences.length)], role);
        return { position, right: papers.filter(isRight).length };
      });
      return [role, rights.toSorted((a, b) => b.right - a.right)[0]?.position ?? 0] as const;
    }),
  );
  return papers.map(
    ({ sentences }) =>
      new Map(ROLES.map((role) => [role, { at: toAt(best.get(role) ?? 0, sentences.length), isSure: true }])),
  );
}

function score(papers: readonly LabeledAbstract[], choices: System, role: Role) {
  const all = papers.map(({ sentences }, i) => {
    const choice = choices[i]?.get(role);
    const sentence = choice && sentences[choice.at];
    return {
      has: sentences.some((one) => isMarked(one, role)),
      isRight: isMarked(sentence, role),
      isGiven: choice?.isSure === true,
      isMarkedAtAll: (sentence?.kinds.size ?? 0) > 0,
    };
  });
  const labels = all.filter(({ isGiven }) => isGiven);
  return {
    found: share(
      all.filter(({ has }) => has),
      ({ isRight }) => isRight,
    ),
    given: labels.length / Math.max(1, papers.length),
    right: share(
      labels.filter(({ isMarkedAtAll }) => isMarkedAtAll),
      ({ isRight }) => isRight,
    ),
    rightOfAll: share(labels, ({ isRight }) => isRight),
  };
}

function isMarked(sentence: LabeledAbstract['sentences'][number] | undefined, role: Role): boolean {
  return MARKS[role].some((mark) => sentence?.kinds.has(mark));
}

function share<T>(things: readonly T[], holds: (thing: T) => boolean): number {
  return things.filter(holds).length / Math.max(1, things.length);
}

export function writeRoleTable(papers: readonly LabeledAbstract[]): string {
  const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
  const rows = scoreRoles(papers).map(({ system, role, ...figures }) => [
    system,
    role,
    ...[figures.found, figures.given, figures.right, figures.rightOfAll].map(percent),
  ]);
  const head = ['system', 'role', 'found', 'label given', 'right of those marked at all', 'right of all'];
  return [head, head.map((_, i) => (i < 2 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
