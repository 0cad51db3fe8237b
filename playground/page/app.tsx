import { useMemo, useState } from 'react';
import { DiscordPane } from './discord-pane.tsx';
import { SlackPane } from './slack-pane.tsx';
import { ThemeContext, useTheme } from './theme.ts';
import { TopBar } from './top-bar.tsx';
import { DoContext, usePlayground } from './use-playground.ts';
import { WirePane } from './wire-pane.tsx';

const TABS = [
  { tab: 'discord', label: 'Discord' },
  { tab: 'slack', label: 'Slack' },
  { tab: 'wire', label: 'Wire' },
] as const;

type Tab = (typeof TABS)[number]['tab'];

/** The whole page. */
export function App() {
  const { state, wire, connected, complaint, setComplaint, act } = usePlayground();
  const [theme, setTheme] = useTheme();
  // Narrow screens show one pane at a time; wide ones show all, the wire if it is wanted.
  const [tab, setTab] = useState<Tab>('discord');
  const [wireShown, setWireShown] = useState(false);
  const [turn, setTurn] = useState(0);
  const named = useMemo(() => ({ name: theme }), [theme]);
  if (!state)
    return <p className="waiting">{connected ? 'Paperboy is starting…' : 'The demo does not answer.'}</p>;
  const now = new Date(state.clock.now);
  return (
    <DoContext value={act}>
      <ThemeContext value={named}>
        <TopBar
          {...{ theme, wireShown, clock: state.clock, onTheme: setTheme, onWire: setWireShown }}
          onTurn={() => setTurn(turn + 1)}
        />
        <div role="status" className="announcement">
          {connected ? '' : 'The demo has stopped. Start it again with: npm run demo'}
        </div>
        {complaint && (
          <div role="alert" className="announcement complaint">
            {complaint}{' '}
            <button type="button" onClick={() => setComplaint('')}>
              Close
            </button>
          </div>
        )}
        <nav className="tabs" aria-label="Panes">
          {TABS.map(({ tab: name, label }) => (
            <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
              {label}
            </button>
          ))}
        </nav>
        <main className={`panes tab-${tab} ${wireShown ? 'with-wire' : ''}`}>
          <section className="pane discord" aria-label="Discord">
            <DiscordPane view={state.discord} {...{ now, turn }} />
          </section>
          <section className="pane slack" aria-label="Slack">
            <SlackPane view={state.slack} commands={state.discord.commands} {...{ now, turn }} />
          </section>
          <section className="pane wire-pane" aria-label="Wire">
            <WirePane wire={wire} />
          </section>
        </main>
      </ThemeContext>
    </DoContext>
  );
}
