import { useState } from 'react';
import type { Side, TrafficEntry } from '../protocol.ts';

const SIDES: ReadonlyArray<{ readonly side: Side | 'both'; readonly label: string }> = [
  { side: 'both', label: 'Both' },
  { side: 'discord', label: 'Discord' },
  { side: 'slack', label: 'Slack' },
];

/** What was sent and received, newest first. */
export function TrafficPane({ traffic }: { readonly traffic: readonly TrafficEntry[] }) {
  const [shown, setShown] = useState<Side | 'both'>('both');
  const entries = traffic.filter(({ side }) => shown === 'both' || side === shown).toReversed();
  return (
    <>
      <header className="pane-head titled">
        <h2>Traffic</h2>
        <fieldset className="filter">
          <legend className="unseen">Which side</legend>
          {SIDES.map(({ side, label }) => (
            <button key={side} type="button" aria-pressed={side === shown} onClick={() => setShown(side)}>
              {label}
            </button>
          ))}
        </fieldset>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the keyboard */}
      <section className="scroll" aria-label="What was sent and received, newest first" tabIndex={0}>
        <ol className="traffic">
          {entries.map((entry) => (
            <li key={entry.id}>
              <Entry entry={entry} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** The payload is only laid out once it is unfolded: there may be hundreds. */
function Entry({ entry: { at, side, direction, what, status, payload } }: { readonly entry: TrafficEntry }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className={`side ${side}`}>{side}</span>{' '}
        <span role="img" aria-label={direction}>
          {direction === 'to bot' ? '→ 🤖' : '🤖 →'}
        </span>{' '}
        <code>{what}</code> {status !== undefined && <span className="status">{status}</span>}{' '}
        <time>{new Date(at).toLocaleTimeString()}</time>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keyboard too */}
      {open && <pre tabIndex={0}>{JSON.stringify(payload, null, 2)}</pre>}
    </details>
  );
}
