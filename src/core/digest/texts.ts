import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  matchesTopic: 'matches topic "{topic}"',
  sampleTitle:
    'Sample paper {n}: learning to plan with long contexts, evaluated on tasks that take agents several hours',
  sampleLine: 'The method halves the error of the best earlier one, at a third of its cost.',
  sampleBy: 'Hugging Face AI summary',
  sampleAuthor: 'Sample Author {n}',
  sampleOrganization: 'Sample University',
  voted: 'You voted for',
  missed: 'You missed',
  rose: 'Rose after they were posted',
  top: 'Top paper',
  more: 'More',
});

/** What papers are about, as the heading above them. */
export const subjects = createTexts({
  agents: 'Agents',
  video: 'Video',
  images: 'Image generation',
  scenes: '3D and scenes',
  robots: 'Robotics',
  sound: 'Speech and audio',
  code: 'Code',
  retrieval: 'Search and memory',
  efficiency: 'Efficiency',
  science: 'Science and medicine',
  safety: 'Safety',
  worlds: 'World models',
  diffusion: 'Diffusion language models',
  training: 'Training with rewards',
  reasoning: 'Reasoning',
  seeing: 'Vision and language',
});
