import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { translations } from '../../languages/index.ts';
import { createClock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { readDemoSettings, readProcessSettings } from '../config/process-settings.ts';
import type { Clock } from '../core/base/clock.ts';
import { createLanguages, type Languages } from '../core/base/languages.ts';
import { type DemoChoice, type PreparedDemo, prepareDemo } from '../demo/choice.ts';
import { chooseSearchFolder } from '../search/storage/search-folder.ts';
import { checkAlertChannel } from './platforms.ts';

/** What a bot is built on: settings, time, and where things are saved. */
export interface Runtime {
  readonly config: Config;
  /** Whether the operator chose what is logged. */
  readonly hasLogLevel: boolean;
  readonly clock: Clock;
  readonly languages: Languages;
  readonly databaseUrl: string;
  readonly indexFolder: string;
  /** Recorded days and a clock that can be set, in the demo: they take the place of the network and of every account. */
  readonly staged?: PreparedDemo;
  /** Deletes what is not to outlive the process. */
  cleanUp(): void;
}

export function createRuntime(): Runtime {
  const { config, hasLogLevel } = readProcessSettings();
  checkAlertChannel(config);
  const { DATABASE_URL: databaseUrl } = config;
  return {
    config,
    hasLogLevel,
    databaseUrl,
    languages: createLanguages(translations),
    clock: createClock(config.PAPERBOY_CLOCK, config.PAPERBOY_CLOCK_SPEED),
    ...(databaseUrl === ':memory:'
      ? createTemporaryIndex()
      : { indexFolder: chooseSearchFolder(databaseUrl), cleanUp: () => undefined }),
  };
}

export function createDemoRuntime(choice: DemoChoice): Runtime {
  const staged = prepareDemo(choice);
  return {
    ...{ ...readDemoSettings(), staged, clock: staged.clock, databaseUrl: ':memory:' },
    ...{ languages: createLanguages(translations), ...createTemporaryIndex() },
  };
}

/** The index of a database that is not saved is not saved either. */
function createTemporaryIndex(): Pick<Runtime, 'indexFolder' | 'cleanUp'> {
  const indexFolder = mkdtempSync(join(tmpdir(), 'paperboy-'));
  return { indexFolder, cleanUp: () => rmSync(indexFolder, { recursive: true, force: true }) };
}
