import { createProblems } from '../../core/base/catalog.ts';

/** What `check` finds about the settings, the platforms and the sources. */
export const findings = createProblems({
  settingsValid: { what: 'settings: every variable is valid' },
  platformOff: { what: '{platform}: off, because {setting} is not set (see .env.example)' },
  platformOffWaited: {
    what: '{platform}: off, because {setting} is not set, and {channels, plural, one {a channel there is} other {# channels there are}} subscribed',
    fix: 'Set {setting} (see .env.example), or unsubscribe the channel: `subscriptions` names it.',
  },
  layoutNotDrawn: {
    what: 'posts have the layout {layout}, whose parts this platform lacks: they look like compact',
    fix: 'Choose another layout with `subscribe CHANNEL layout:…`, or leave it.',
  },
  noModel: { what: 'model: none, because LLM_BASE_URL is not set; summaries are made without one' },
  modelSpent: {
    what: 'model: today {calls, plural, one {# call} other {# calls}}, {read, plural, one {# token} other {# tokens}} read, {written, number} written, cost {cost}',
  },
  slackEvents: { what: 'slack: {way}' },
  sourceAnswers: {
    what: 'papers: {source} answers ({papers, plural, one {# paper} other {# papers}} today)',
  },
  sourceFails: { what: 'papers: {why}', fix: 'Check the network and HF_BASE_URL.' },
});
