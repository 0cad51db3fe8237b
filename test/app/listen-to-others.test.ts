import { expect, it } from 'vitest';
import { listenForMissedEvents } from '../../src/app/listen-to-others.ts';
import type { PlatformName } from '../../src/core/base/ids.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { ALL_ROLES } from '../../src/core/store/roles.ts';
import type { SignalKind } from '../../src/core/store/signals.ts';
import { aLog, aRecordingInbound } from '../support/builders.ts';
import { aPlatform } from '../support/fake-platform.ts';

/** A process that looks after Discord and Slack; `hear` is a signal that comes in. */
function aProcess() {
  const listeners: Array<(kind: SignalKind, ids: readonly string[]) => void> = [];
  const inbound = aRecordingInbound();
  const platforms = new Map<PlatformName, Platform>([
    ['discord', aPlatform('discord')],
    ['slack', aPlatform('slack')],
  ]);
  const signals = {
    send: () => undefined,
    listen: (heard: (typeof listeners)[number]) => void listeners.push(heard),
  };
  listenForMissedEvents({ store: { signals, roles: ALL_ROLES }, platforms, inbound, log: aLog() });
  return {
    missed: inbound.missed,
    hear: (kind: SignalKind, ids: readonly string[] = []) => {
      for (const heard of listeners) heard(kind, ids);
    },
  };
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
