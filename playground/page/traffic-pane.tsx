import { useState } from 'react';
import type { Side, TrafficEntry } from '../protocol.ts';
import { SCROLLED_BY_KEY } from './scroll.tsx';
import { texts } from './texts.ts';

const SIDES: ReadonlyArray<{ readonly side: Side | 'both'; readonly label: string }> = [
  { side: 'both', label: texts.both() },
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
        <h2>{texts.traffic()}</h2>
        <fieldset className="filter">
          <legend className="unseen">{texts.whichSide()}</legend>
          {SIDES.map(({ side, label }) => (
            <button key={side} type="button" aria-pressed={side === shown} onClick={() => setShown(side)}>
              {label}
            </button>
          ))}
        </fieldset>
      </header>
      <section className="scroll" aria-label={texts.newestFirst()} {...SCROLLED_BY_KEY}>
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
  const isToBot = direction === 'to bot';
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className={`side ${side}`}>{side}</span>{' '}
        <span role="img" aria-label={isToBot ? texts.toBot() : texts.fromBot()}>
          {isToBot ? '→ 🤖' : '🤖 →'}
        </span>{' '}
        <code>{what}</code> {status !== undefined && <span className="status">{status}</span>}{' '}
        <time>{new Date(at).toLocaleTimeString()}</time>
      </summary>
      {open && <pre {...SCROLLED_BY_KEY}>{JSON.stringify(payload, null, 2)}</pre>}
    </details>
  );
}
