import { useMemo, useState } from 'react';
import { DiscordPane } from './discord-pane.tsx';
import { MailPane } from './mail-pane.tsx';
import { SlackPane } from './slack-pane.tsx';
import { texts } from './texts.ts';
import { ThemeContext, useTheme } from './theme.ts';
import { TopBar } from './top-bar.tsx';
import { TrafficPane } from './traffic-pane.tsx';
import { DoContext, usePlayground } from './use-playground.ts';

const TABS = [
  { tab: 'discord', label: 'Discord' },
  { tab: 'slack', label: 'Slack' },
  { tab: 'mail', label: texts.mail() },
  { tab: 'traffic', label: texts.traffic() },
] as const;

/** A narrower page shows the mail where it is asked for. */
const ROOM_FOR_THREE = '(width >= 1500px)';

type Tab = (typeof TABS)[number]['tab'];

/** The whole page. */
export function App() {
  const { state, traffic, connected, complaint, setComplaint, act } = usePlayground();
  const [theme, setTheme] = useTheme();
  // Narrow screens show one pane at a time; wide ones show all, the traffic if it is wanted.
  const [tab, setTab] = useState<Tab>('discord');
  const [trafficShown, setTrafficShown] = useState(false);
  const [mailShown, setMailShown] = useState(() => matchMedia(ROOM_FOR_THREE).matches);
  const [turn, setTurn] = useState(0);
  const named = useMemo(() => ({ name: theme }), [theme]);
  if (!state) return <p className="waiting">{connected ? texts.starting() : texts.noAnswer()}</p>;
  const now = new Date(state.clock.now);
  return (
    <DoContext value={act}>
      <ThemeContext value={named}>
        <TopBar
          {...{ theme, clock: state.clock, onTheme: setTheme }}
          {...{ mailShown, onMail: setMailShown, trafficShown, onTraffic: setTrafficShown }}
          onTurn={() => setTurn(turn + 1)}
        />
        <div role="status" className="announcement">
          {connected ? '' : texts.stopped()}
        </div>
        {complaint && (
          <div role="alert" className="announcement complaint">
            {complaint}{' '}
            <button type="button" onClick={() => setComplaint('')}>
              {texts.close()}
            </button>
          </div>
        )}
        <nav className="tabs" aria-label={texts.panes()}>
          {TABS.map(({ tab: name, label }) => (
            <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
              {label}
            </button>
          ))}
        </nav>
        <main
          className={`panes tab-${tab} ${mailShown ? 'with-mail' : ''} ${trafficShown ? 'with-traffic' : ''}`}
        >
          <section className="pane discord" aria-label="Discord">
            <DiscordPane view={state.discord} {...{ now, turn }} />
          </section>
          <section className="pane slack" aria-label="Slack">
            <SlackPane view={state.slack} commands={state.discord.commands} {...{ now, turn }} />
          </section>
          <section className="pane mail" aria-label={texts.mail()}>
            {state.mail && <MailPane view={state.mail} />}
          </section>
          <section className="pane traffic-pane" aria-label={texts.traffic()}>
            <TrafficPane traffic={traffic} />
          </section>
        </main>
        {state.isSample && <footer className="note">{texts.sample()}</footer>}
      </ThemeContext>
    </DoContext>
  );
}
