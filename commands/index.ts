import type { Command } from '../src/core/command/command.ts';
import { email } from './email.ts';
import { exportPapers } from './export.ts';
import { follow, following, unfollow } from './follow.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { home } from './home.ts';
import { month } from './month.ts';
import { myData } from './my-data.ts';
import { pause, resume, unsubscribe } from './pause.ts';
import { postNow, preview } from './preview.ts';
import { save, saved, unsave } from './save.ts';
import { search } from './search.ts';
import { searchMore } from './search-more.ts';
import { settings } from './settings.ts';
import { share } from './share.ts';
import { show } from './show.ts';
import { similar } from './similar.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { summary } from './summary.ts';
import { today } from './today.ts';
import { top } from './top.ts';
import { trending } from './trending.ts';
import { vote } from './vote.ts';
import { week } from './week.ts';
import { why } from './why.ts';

/** Every command, in the order of the help. Adding one is a file and a line here. */
export const commands: readonly Command[] = [
  today,
  week,
  month,
  trending,
  search,
  searchMore,
  show,
  summary,
  similar,
  vote,
  save,
  saved,
  unsave,
  exportPapers,
  follow,
  following,
  unfollow,
  email,
  myData,
  forget,
  top,
  why,
  subscribe,
  settings,
  preview,
  postNow,
  pause,
  resume,
  unsubscribe,
  status,
  share,
  home,
  help,
];
