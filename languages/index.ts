import type { Translation } from '../src/core/base/languages.ts';
import { german } from './de/index.ts';

/** The languages that the bot speaks besides English, each a folder: [how to add one](../CONTRIBUTING.md#adding-a-language). */
export const translations: readonly Translation[] = [german];
