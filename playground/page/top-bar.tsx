import { useEffect, useState } from 'react';
import type { PlaygroundState } from '../protocol.ts';
import { texts } from './texts.ts';
import type { Theme } from './theme.ts';
import { useDo } from './use-playground.ts';

const SPEEDS = [
  { value: 0, label: texts.speedStopped() },
  { value: 1, label: texts.speedReal() },
  { value: 60, label: texts.speedMinute() },
  { value: 600, label: texts.speedTenMinutes() },
  { value: 3600, label: texts.speedHour() },
];

interface Props {
  readonly clock: PlaygroundState['clock'];
  readonly theme: Theme;
  /** Another day was chosen, and its post is there. */
  readonly onTurn: () => void;
  readonly onTheme: (theme: Theme) => void;
  readonly mailShown: boolean;
  readonly onMail: (shown: boolean) => void;
  readonly trafficShown: boolean;
  readonly onTraffic: (shown: boolean) => void;
}

/** The bot's clock and the day, which one may change, and how the page looks. */
export function TopBar(props: Props) {
  const { clock, theme, onTurn, onTheme, mailShown, onMail, trafficShown, onTraffic } = props;
  const act = useDo();
  const time = useTime(clock);
  // The bot's day, as its schedules have it; on one without papers none of those to choose from is meant.
  const day = clock.days.find((one) => one === time.toISOString().slice(0, 10));
  const known = SPEEDS.some(({ value }) => value === clock.speed);
  async function turnTo(day: string): Promise<void> {
    if (await act({ kind: 'set-day', day })) onTurn();
  }
  async function postRecap(): Promise<void> {
    if (await act({ kind: 'post-recap' })) onTurn();
  }
  const speeds = known
    ? SPEEDS
    : [...SPEEDS, { value: clock.speed, label: texts.speedOther({ speed: clock.speed }) }];
  return (
    <header className="top">
      <h1>
        <span aria-hidden="true">📰</span> <span className="name">Paperboy</span>
      </h1>
      <p className="what">{texts.about()}</p>
      <label>
        <span className="label">{texts.day()}</span>{' '}
        <select value={day ?? ''} onChange={({ target }) => void turnTo(target.value)}>
          {day === undefined && <option value="">–</option>}
          {clock.days.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        <span className="label">{texts.clock()}</span>{' '}
        <select
          value={clock.speed}
          onChange={({ target }) => void act({ kind: 'set-speed', speed: Number(target.value) })}
        >
          {speeds.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <time dateTime={time.toISOString()}>
        {time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
      </time>
      <button type="button" onClick={() => void postRecap()}>
        {texts.recap()}
      </button>
      <button
        type="button"
        aria-pressed={theme === 'dark'}
        onClick={() => onTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        {texts.dark()}
      </button>
      <button
        type="button"
        className="pane-toggle"
        aria-pressed={mailShown}
        onClick={() => onMail(!mailShown)}
      >
        {texts.mail()}
      </button>
      <button
        type="button"
        className="pane-toggle"
        aria-pressed={trafficShown}
        onClick={() => onTraffic(!trafficShown)}
      >
        {texts.traffic()}
      </button>
    </header>
  );
}

/** The bot's clock, which runs on between what the server sends. */
function useTime({ now, speed }: Pick<Props['clock'], 'now' | 'speed'>): Date {
  const [passed, setPassed] = useState({ instant: now, speed, ms: 0 });
  useEffect(() => {
    const since = Date.now();
    const timer = setInterval(() => setPassed({ instant: now, speed, ms: Date.now() - since }), HAND_MS);
    return () => clearInterval(timer);
  }, [now, speed]);
  // What passed since an earlier word of the server says nothing about this one.
  const isOfThis = passed.instant === now && passed.speed === speed;
  return new Date(Date.parse(now) + (isOfThis ? passed.ms * speed : 0));
}

const HAND_MS = 250;
