import { expect, it } from 'vitest';
import { listenForJobs, listenForMissedEvents } from '../../src/app/listen-to-others.ts';
import type { PlatformName } from '../../src/core/base/ids.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { ALL_ROLES } from '../../src/core/store/roles.ts';
import type { SignalKind } from '../../src/core/store/signals.ts';
import { aLog, aRecordingInbound } from '../support/builders.ts';
import { aPlatform } from '../support/fake-platform.ts';

/** `hear` is a signal that comes in. */
function someSignals() {
  const listeners: Array<(kind: SignalKind, ids: readonly string[]) => void> = [];
  return {
    signals: {
      send: () => undefined,
      listen: (heard: (typeof listeners)[number]) => void listeners.push(heard),
    },
    hear: (kind: SignalKind, ids: readonly string[] = []) => {
      for (const heard of listeners) heard(kind, ids);
    },
  };
}

/** A process that looks after Discord and Slack. */
function aProcess() {
  const { signals, hear } = someSignals();
  const inbound = aRecordingInbound();
  const platforms = new Map<PlatformName, Platform>([
    ['discord', aPlatform('discord')],
    ['slack', aPlatform('slack')],
  ]);
  listenForMissedEvents({ store: { signals, roles: ALL_ROLES }, platforms, inbound, log: aLog() });
  return { missed: inbound.missed, hear };
}

it('votes are read back on the platform that is named, and on all where none is', () => {
  const { hear, missed } = aProcess();
  hear('missed', ['slack', 'email']);
  expect(missed).toEqual(['slack']);
  hear('missed', ['discord 3 8']);
  expect(missed.splice(1)).toEqual(['discord']);
  hear('missed');
  expect(missed.slice(1)).toEqual(['discord', 'slack']);
});

it('votes are read back on all platforms where a signal may have been missed that names one', () => {
  const { hear, missed } = aProcess();
  hear('due');
  hear('edits', ['p1']);
  expect(missed).toEqual([]);
  hear('unheard');
  expect(missed).toEqual(['discord', 'slack']);
});

/** A process whose jobs say what they are asked for. */
function aWorker() {
  const { signals, hear } = someSignals();
  const asked: string[] = [];
  const ask =
    (name: string) =>
    async (ids?: readonly string[] | AbortSignal): Promise<void> =>
      void asked.push(Array.isArray(ids) ? `${name} ${ids.join()}` : name);
  listenForJobs({
    store: { signals, roles: ALL_ROLES },
    tallies: {
      editFor: ask('editFor'),
      relabelFor: ask('relabelFor'),
      resume: ask('resume'),
      recountEarly: ask('recountEarly'),
    },
    deliver: { run: async () => undefined },
    presetReactions: { settleOursSoon: () => undefined },
    log: aLog(),
    stopping: new AbortController().signal,
  });
  return { asked, hear };
}

it('messages that another process names are changed, and all that are due where it names none', () => {
  const { asked, hear } = aWorker();
  hear('shared', ['discord:1 2', 'discord:1 3']);
  hear('edits', ['p1']);
  expect(asked.splice(0)).toEqual(['relabelFor discord:1 2,discord:1 3', 'editFor p1']);
  hear('shared');
  hear('edits');
  expect(asked).toEqual(['resume', 'resume']);
});
