import { existsSync } from 'node:fs';
import { type Config, readConfig } from './config.ts';

/** What the environment of this process says. */
export interface ProcessSettings {
  readonly config: Config;
  /** Whether LOG_LEVEL is set. */
  readonly hasLogLevel: boolean;
}

/** The settings from the environment and, where that says nothing, from an `.env` file in the working directory. */
export function readProcessSettings(): ProcessSettings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return { config: readConfig(process.env), hasLogLevel: hasLogLevel() };
}

/**
 * The demo's: no account and no endpoint of this environment has a part in it. Where a day takes 12 seconds, a machine with other
 * work is hours late: a digest of the demo is posted however late it is noticed on its day.
 */
export function readDemoSettings(): ProcessSettings {
  const { LOG_LEVEL } = process.env;
  return { config: readConfig({ LOG_LEVEL, LATEST_HOURS: '24' }), hasLogLevel: hasLogLevel() };
}

function hasLogLevel(): boolean {
  return (process.env.LOG_LEVEL ?? '') !== '';
}
