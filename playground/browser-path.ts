import { existsSync } from 'node:fs';

/** The one without a window of its own comes first: a page opens in it for half of the processors' time. */
const USUAL = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The Chromium of this machine, if it has one; `CHROMIUM_PATH` names another. */
export function browserPath(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...USUAL].find((path) => path !== undefined && existsSync(path));
}

/** Where everything runs as root, as in a container, Chromium will not start with its sandbox. */
export const browserArguments = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);
