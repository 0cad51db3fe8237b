import type { Paper } from '../paper/paper.ts';
import { toPlainWords } from '../paper/topics.ts';
import type { subjects as names } from './texts.ts';

/** What papers are about, in the words of the daily lists. */
export type Subject = keyof typeof names;

interface Signs {
  /** Words and phrases in titles and keywords; one of several words counts wherever it occurs as a whole. */
  readonly terms: readonly string[];
  /** What half of all papers has says less: papers are of a narrower subject where they fit one. */
  readonly isBroad?: true;
}

const SIGNS: Readonly<Record<Subject, Signs>> = {
  agents: {
    terms: [
      'agent',
      'agentic',
      'tool use',
      'tool calling',
      'gui',
      'computer use',
      'deep research',
      'multi agent',
    ],
  },
  video: { terms: ['video', 'film', 'talking head'] },
  images: {
    terms: [
      'image generation',
      'image editing',
      'to image',
      'image synthesis',
      'visual generation',
      'inpainting',
      'portrait',
    ],
  },
  scenes: {
    terms: [
      '3d',
      '4d',
      'gaussian splatting',
      'mesh',
      'point cloud',
      'novel view',
      'depth estimation',
      'scene',
      'camera',
      'geometry',
    ],
  },
  robots: {
    terms: [
      'robot',
      'robotic',
      'vla',
      'language action',
      'embodied',
      'manipulation',
      'autonomous driving',
      'humanoid',
      'locomotion',
    ],
  },
  sound: { terms: ['speech', 'audio', 'music', 'voice', 'sound', 'asr', 'tt', 'speaker'] },
  code: {
    terms: ['code', 'coding', 'software', 'programming', 'swe', 'repository', 'kernel', 'code generation'],
  },
  retrieval: {
    terms: [
      'retrieval',
      'rag',
      'search',
      'reranking',
      'recommendation',
      'recommender',
      'memory',
      'embedding model',
    ],
  },
  efficiency: {
    terms: [
      'quantization',
      'sparse attention',
      'speculative decoding',
      'kv cache',
      'pruning',
      'latency',
      'linear attention',
      'throughput',
      'compression',
      'inference acceleration',
      'distillation',
      'long context',
    ],
  },
  science: {
    terms: [
      'medical',
      'clinical',
      'protein',
      'molecule',
      'molecular',
      'chemistry',
      'biology',
      'biomedical',
      'scientific discovery',
      'health',
      'physic',
      'climate',
      'weather',
      'genomic',
    ],
  },
  safety: {
    terms: [
      'safety',
      'jailbreak',
      'adversarial',
      'privacy',
      'hallucination',
      'watermark',
      'red teaming',
      'deception',
      'misalignment',
      'attack',
      'harmful',
    ],
  },
  worlds: { terms: ['world model', 'world modeling', 'game', 'simulator', 'simulation'] },
  diffusion: {
    terms: ['diffusion language', 'masked diffusion', 'diffusion large', 'discrete diffusion'],
  },
  training: {
    isBroad: true,
    terms: [
      'reinforcement learning',
      'grpo',
      'policy optimization',
      'reward',
      'rlvr',
      'rlhf',
      'preference optimization',
      'verifiable reward',
      'reward model',
      'sft',
      'fine tuning',
      'post training',
    ],
  },
  reasoning: {
    isBroad: true,
    terms: [
      'reasoning',
      'of thought',
      'math',
      'mathematical',
      'theorem',
      'thinking',
      'proof',
      'time scaling',
    ],
  },
  seeing: {
    isBroad: true,
    terms: [
      'vision language',
      'multimodal',
      'visual',
      'vqa',
      'ocr',
      'document',
      'vlm',
      'mllm',
      'image',
      'segmentation',
    ],
  },
};

const SUBJECTS = Object.keys(SIGNS) as readonly Subject[];

const WEIGHTS = { title: 3, keyword: 1, mostKeywords: 3, broad: 0.6 } as const;

export function isSubject(name: string): name is Subject {
  return Object.hasOwn(SIGNS, name);
}

/** How well a paper fits each subject; only those that it fits at all. */
export function scoreSubjects({
  title,
  keywords = [],
}: Pick<Paper, 'title' | 'keywords'>): Map<Subject, number> {
  const head = addSpaces(title);
  const tags = keywords.map(addSpaces);
  const scores = new Map<Subject, number>();
  for (const subject of SUBJECTS) {
    const { terms, isBroad } = SIGNS[subject];
    const has = (text: string) => terms.some((term) => text.includes(` ${term} `));
    const tagged = Math.min(WEIGHTS.mostKeywords, tags.filter(has).length);
    const score = (has(head) ? WEIGHTS.title : 0) + tagged * WEIGHTS.keyword;
    if (score > 0) scores.set(subject, score * (isBroad ? WEIGHTS.broad : 1));
  }
  return scores;
}

/** The words of a text in the form that the terms have, each between spaces. */
function addSpaces(text: string): string {
  return ` ${toPlainWords(text).join(' ')} `;
}
