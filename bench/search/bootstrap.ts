import { generator } from './corpus.ts';
import { mean, percentile } from './measures.ts';

const RESAMPLES = 2000;

/** How much more one engine has than another on the same queries: the mean, and the 95 % interval of a paired bootstrap. */
export function compareCells(one: readonly number[], other: readonly number[]): [string, string] {
  const differences = one.map((value, i) => value - (other[i] ?? 0));
  const random = generator(1);
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)] ?? 0)),
  );
  const interval = [percentile(means, 0.025), percentile(means, 0.975)].map(signed).join(' to ');
  return [signed(mean(differences)), interval];
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}
