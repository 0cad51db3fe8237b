import type { Log } from '../../src/core/base/log.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Random } from '../soak/random.ts';

/** A way in which a platform's events reach the bot. */
export interface Way {
  /** Sends one event of those that were recorded, changed. */
  send(random: Random): void;
  /** After so many it is waited until all are through. */
  readonly batch: number;
  /** Resolves when an event as it should be, sent after all of them, has been handled; rejects when it never is. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Counts lines by their message; a hundred thousand lines would be all that is measured. */
export interface CountingLog extends Log {
  readonly counts: Map<string, number>;
  /** The first error of each message. */
  readonly errors: Map<string, unknown>;
}

export function countingLog(): CountingLog {
  const counts = new Map<string, number>();
  const errors = new Map<string, unknown>();
  const at = (level: string) => (facts: object, message: string) => {
    const line = `${level}: ${message}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
    if (level === 'error' && 'err' in facts && !errors.has(line)) errors.set(line, facts.err);
  };
  return { counts, errors, debug: () => undefined, info: at('info'), warn: at('warn'), error: at('error') };
}

const action = { kind: 'button', id: 'save:2604.00001', label: 'Save' } as const;

export const CARD: Message = { kind: 'notice', tone: 'info', title: 'A paper', actions: [action] };

const FORM: Reply = {
  kind: 'form',
  form: {
    id: 'form',
    title: 'Settings',
    submit: 'Save',
    fields: [
      { name: 'topics', label: 'Topics', required: false },
      {
        name: 'layout',
        label: 'Layout',
        required: true,
        value: 'cards',
        choices: [{ label: 'Cards', value: 'cards' }],
      },
    ],
  },
};

/** Answers everything at once: what is tried are the ways in, not what the commands do. */
export function anInbound() {
  const received = { reactions: 0, interactions: 0, removed: 0 };
  const isForm = (interaction: { kind: string; text?: string; name?: string }) =>
    interaction.text === 'form' || interaction.name === 'settings';
  const inbound: Inbound = {
    async onReaction() {
      received.reactions += 1;
    },
    async interact(_asker, interaction) {
      received.interactions += 1;
      return isForm(interaction) ? FORM : { kind: 'message', message: CARD };
    },
    speakTo: (_listener, work) => work(),
    validateForm: () => ({}),
    opensForm: isForm,
    wantsManager: () => false,
    complete: async () => [{ label: 'one', value: 'one' }],
    async onBotRemoved() {
      received.removed += 1;
    },
    addTenants: async () => undefined,
    onBotPresent: async () => undefined,
    onTenantsListed: async () => undefined,
    onEventsMissed: async () => undefined,
  };
  return { inbound, received };
}

const AGAIN_MS = 1000;
const MAX_MS = 60_000;

/** Acts, and acts again each second, until it has had its effect. */
export async function until(isDone: () => boolean, act: () => void): Promise<void> {
  const end = Date.now() + MAX_MS;
  let next = 0;
  while (!isDone()) {
    if (Date.now() > end) throw new Error('an event as it should be was not received for a minute');
    if (Date.now() >= next) {
      act();
      next = Date.now() + AGAIN_MS;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
