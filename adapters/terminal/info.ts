import { toChannelId, toPersonId, toTenantId } from '../../src/core/base/ids.ts';
import type { PlatformInfo, Prompt } from '../../src/core/platform/platform-info.ts';
import { texts } from './texts.ts';

const ID = 'local';
const PERSON = 'you';

export const ownPrompt = {
  channel: toChannelId('terminal', ID),
  tenant: toTenantId('terminal', ID),
  person: toPersonId('terminal', PERSON),
} as const satisfies Prompt;

export const terminalInfo = {
  name: 'terminal',
  title: texts.platform(),
  tokens: [],
  isChannelId: (id) => id === ID,
  isPersonId: (id) => id === PERSON,
  isTenantId: (id) => id === ID,
  whereIdsAre: texts.whereIdsAre(),
  prompt: ownPrompt,
} as const satisfies PlatformInfo;
