import type { Person } from '../protocol.ts';

const GROUNDS = ['#4752c4', '#2f7d4f', '#8a4b08', '#7a2e83', '#0b6e8a'];

/** A picture for who has none: the bot's paper, or a person's initial. */
export function Avatar({ person }: { readonly person: Person }) {
  const ground = person.bot ? '#8a1c1c' : GROUNDS[(person.name.codePointAt(0) ?? 0) % GROUNDS.length];
  return (
    <span className="avatar" aria-hidden="true" style={{ background: ground }}>
      {person.bot ? '📰' : person.name.slice(0, 1).toUpperCase()}
    </span>
  );
}
