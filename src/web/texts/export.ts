import { createProblems } from '../../core/base/catalog.ts';

export const problems = createProblems({
  siteUrlMissing: {
    what: 'It is not known at which address the pages will be.',
    fix: 'Give it with --url, such as --url https://name.github.io/papers, or set WEB_URL.',
  },
  siteUrlInvalid: {
    what: '"{typed}" is not a web address.',
    fix: 'Write it as https://name.github.io/papers.',
  },
  siteEmpty: {
    what: 'There are no papers to make pages of.',
    fix: 'Fetch some days first: npx node src/main.ts backfill --from 2026-04-01',
  },
  siteFolder: {
    what: '{path} {why, select, file {is a file, and no folder} denied {cannot be written by this user} full {cannot be written: the disk is full} other {cannot be written ({detail})}}.',
    fix: 'Give another folder with --out.',
  },
});
