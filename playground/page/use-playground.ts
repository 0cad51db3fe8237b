import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { Act, CompleteRequest, PlaygroundState, TrafficEntry } from '../protocol.ts';
import { texts } from './texts.ts';

/** So many entries are shown. */
const MAX_TRAFFIC = 500;

/** Does something as the person at the page; a refusal is shown on the page. Resolves with whether it was done. */
export type Do = (act: Act) => Promise<boolean>;

/** For every component that lets the person do something. */
export const DoContext = createContext<Do>(async () => false);

/** See {@link Do}. */
export const useDo = (): Do => useContext(DoContext);

/** What the server shows, as it changes, and a way to act on it. */
export function usePlayground() {
  const [state, setState] = useState<PlaygroundState>();
  const [traffic, setTraffic] = useState<readonly TrafficEntry[]>([]);
  const [connected, setConnected] = useState(true);
  const [complaint, setComplaint] = useState('');

  useEffect(() => {
    const events = new EventSource('/events');
    // The forms that were open when the page was loaded are another tab's.
    let foreign: ReadonlySet<string> | undefined;
    events.addEventListener('open', () => {
      setConnected(true);
      // The server sends the last entries again at each connection.
      setTraffic([]);
    });
    events.addEventListener('error', () => {
      setConnected(false);
      // A demo that is started again may give the same ids again.
      foreign &&= new Set();
    });
    events.addEventListener('state', ({ data }) => {
      const received: PlaygroundState = JSON.parse(data);
      foreign ??= openForms(received);
      setState(withoutForms(received, foreign));
    });
    events.addEventListener('traffic', ({ data }) => {
      const entries: TrafficEntry[] = JSON.parse(data);
      setTraffic((known) => [...known, ...entries].slice(-MAX_TRAFFIC));
    });
    return () => events.close();
  }, []);

  const act = useCallback<Do>(async (wanted) => {
    const answer = await post('/act', wanted);
    setComplaint(answer.ok ? '' : (answer.error ?? texts.failed()));
    return answer.ok === true;
  }, []);

  return { state, traffic, connected, complaint, setComplaint, act };
}

function openForms({ discord, slack }: PlaygroundState): ReadonlySet<string> {
  return new Set([discord.modal, slack.modal].flatMap((modal) => (modal ? [modal.id] : [])));
}

function withoutForms(received: PlaygroundState, hidden: ReadonlySet<string>): PlaygroundState {
  const { discord, slack } = received;
  const shown = <Modal extends { readonly id: string }>(modal: Modal | undefined) =>
    modal && !hidden.has(modal.id) ? modal : undefined;
  return {
    ...received,
    discord: { ...discord, modal: shown(discord.modal) },
    slack: { ...slack, modal: shown(slack.modal) },
  };
}

/** A suggestion for an option, as the bot gave it. */
export interface Suggestion {
  readonly name: string;
  readonly value: string | number;
}

/** What the bot suggests for a half-typed option. */
export async function complete(request: CompleteRequest): Promise<readonly Suggestion[]> {
  return (await post('/complete', request)).choices ?? [];
}

interface Answer {
  readonly ok?: boolean;
  readonly error?: string;
  readonly choices?: readonly Suggestion[];
}

async function post(path: string, body: Act | CompleteRequest): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: texts.noAnswerNow() };
  }
}
