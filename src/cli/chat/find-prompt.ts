import type { Platform } from '../../core/platform/platform.ts';
import type { Prompt } from '../../core/platform/platform-info.ts';
import type { App } from '../base/app.ts';

/** The operator's prompt; `platform` is present where it is enabled. */
export function findPrompt({
  platformInfo,
  platforms,
}: Pick<App, 'platformInfo' | 'platforms'>): Prompt & { readonly platform: Platform | undefined } {
  for (const { name, prompt } of platformInfo)
    if (prompt) return { ...prompt, platform: platforms.get(name) };
  throw new Error('no registered platform has a prompt');
}
