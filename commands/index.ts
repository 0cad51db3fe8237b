import type { Command } from '../src/core/command.ts';
import { help } from './help.ts';
import { search } from './search.ts';
import { show } from './show.ts';
import { similar } from './similar.ts';
import { summary } from './summary.ts';
import { today } from './today.ts';
import { vote } from './vote.ts';

/** Every command, in the order of the help. Adding one is a file and a line here. */
export const commands: readonly Command[] = [today, search, show, summary, similar, vote, help];
