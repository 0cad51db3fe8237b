import type { PlatformInfo } from '../../src/core/platform/platform-info.ts';
import { texts } from './texts.ts';

export const terminalInfo: PlatformInfo = {
  name: 'terminal',
  title: 'Terminal',
  tokens: [],
  isChannelId: (id) => id === 'local',
  whereIdsAre: texts.whereIdsAre(),
};
