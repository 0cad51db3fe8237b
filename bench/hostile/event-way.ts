import type { Log } from '../../src/core/base/log.ts';
import type { FormField, Reply } from '../../src/core/message/interaction.ts';
import type { Message, PaperView } from '../../src/core/message/message.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Random } from '../shared/random.ts';

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

/** An event as the loopback server sent it: its name or the kind of its envelope, and what is in it. */
export interface RecordedEvent {
  readonly type: string;
  readonly payload: object;
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

const VIEW: PaperView = {
  paper: { id: '2604.00001', title: 'A paper', abstract: 'It says so.', authors: ['Ada'] },
  tally: { up: 0, down: 0 },
};

const PAPER: Message = { kind: 'card', view: VIEW, language: 'en' };

/** With two buttons under it that ask whether it helped. */
export const SUMMARY: Message = {
  kind: 'summary',
  view: VIEW,
  points: [{ text: 'It says so.' }],
  by: 'Extracted',
  notes: [],
  language: 'en',
  feedback: {
    yes: { id: 'feedback:yes', label: 'Helped' },
    no: { id: 'feedback:no', label: 'Did not help' },
  },
};

/** With a select of what can be done with its papers. */
export const LIST: Message = { kind: 'list', title: 'Papers', entries: [VIEW], language: 'en' };

/** What the select offers. */
export const CHOSEN = 'r:save 2604.00001';

const choices = ['cards', 'thread', 'compact'].map((value) => ({ label: value, value }));

/** A field of each kind that a platform can draw. */
function aField(name: string, more: Partial<FormField> = {}): FormField {
  return { name, label: name, required: false, ...more };
}

const FORM: Reply = {
  kind: 'form',
  form: {
    id: 'form',
    title: 'Settings',
    submit: 'Save',
    fields: [
      aField('topics'),
      aField('layout', { value: 'cards', choices }),
      aField('days', { value: 'cards', picker: { kind: 'several', options: choices } }),
      aField('about', { value: 'cards', choices, picker: { kind: 'radio' } }),
      aField('time', { value: '09:00', picker: { kind: 'time' }, isExtra: true }),
      aField('count', { value: '5', picker: { kind: 'number', min: 1, max: 10 }, isExtra: true }),
      aField('recap', { value: 'cards 09:00', picker: { kind: 'day-time', days: choices }, isExtra: true }),
      aField('mention', { picker: { kind: 'role' } }),
      aField('terms', { value: 'cards, own', picker: { kind: 'terms', options: choices }, isExtra: true }),
      aField('paper', { picker: { kind: 'complete' }, isExtra: true }),
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
    async interact(_asker, interaction: { kind: string; text?: string; name?: string }) {
      received.interactions += 1;
      if (isForm(interaction)) return FORM;
      // Links unfurl as the card of a paper.
      return { kind: 'message', message: interaction.text?.startsWith('show ') ? PAPER : CARD };
    },
    runInLanguageOf: (_listener, work) => work(),
    validateForm: () => ({}),
    opensForm: isForm,
    needsManager: () => false,
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
