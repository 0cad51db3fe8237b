import type { Command } from '../src/core/command/command.ts';
import { pause, resume, unsubscribe } from './channel/pause.ts';
import { postNow, preview } from './channel/preview.ts';
import { settings } from './channel/settings.ts';
import { share } from './channel/share.ts';
import { status } from './channel/status.ts';
import { subscribe } from './channel/subscribe.ts';
import { taste } from './channel/taste.ts';
import { help } from './help/help.ts';
import { month } from './lists/month.ts';
import { today } from './lists/today.ts';
import { top } from './lists/top.ts';
import { trending } from './lists/trending.ts';
import { week } from './lists/week.ts';
import { find } from './papers/find.ts';
import { helped } from './papers/helped.ts';
import { show } from './papers/show.ts';
import { summary } from './papers/summary.ts';
import { vote } from './papers/vote.ts';
import { voteShared } from './papers/vote-shared.ts';
import { why } from './papers/why.ts';
import { email } from './people/email.ts';
import { exportPapers } from './people/export.ts';
import { follow, following, unfollow } from './people/follow.ts';
import { forget } from './people/forget.ts';
import { home } from './people/home.ts';
import { myData } from './people/my-data.ts';
import { mySettings } from './people/my-settings.ts';
import { save, saved, unsave } from './people/save.ts';
import { search } from './search/search.ts';
import { searchMore } from './search/search-more.ts';
import { similar } from './search/similar.ts';

/** Every command, in the order of the help. CONTRIBUTING.md says what adding one takes. */
export const commands: readonly Command[] = [
  today,
  week,
  month,
  trending,
  search,
  searchMore,
  show,
  find,
  summary,
  helped,
  similar,
  vote,
  voteShared,
  save,
  saved,
  unsave,
  exportPapers,
  follow,
  following,
  unfollow,
  email,
  myData,
  mySettings,
  forget,
  top,
  why,
  subscribe,
  settings,
  taste,
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
