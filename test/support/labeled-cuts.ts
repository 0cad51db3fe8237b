/**
 * Sentences of the bundled days, in our spelling, labeled by hand: at `|` a reader takes what precedes it for a sentence that says
 * something, at `¦` nobody would end one.
 */
const LABELED = [
  'OneManCompany runs agents like a ¦ company that can hire, reorganize and learn, | and beats earlier multi-agent ¦ systems on PRDBench.',
  'Teams of AI agents are usually wired together by hand, | with roles and ¦ hand-overs that stay fixed | and lessons that ¦ vanish when a session ends.',
  'OneManCompany treats such a team as an organization: | skills, tools and settings are packed into ¦ portable identities called Talents, | and a market lets the ¦ organization hire what it lacks | while it works.',
  'World-R1 teaches a text-to-video ¦ model consistent 3D geometry | through reinforcement ¦ learning, | without touching its architecture.',
  'World-R1 does not change the network: | reinforcement learning rewards it | by the judgment of ¦ vision-language models and of models that ¦ know 3D, | on a text-only data set written for simulated worlds.',
  'Tests of spatial reasoning go wrong in two ¦ ways: | their answers often stem from old ¦ point-cloud labels, | which miss or ¦ misname things that a video plainly shows, | and they ask about parts of a scene outside the few frames that a model is given.',
  'ReVSI labels 381 scenes of five data ¦ sets again | and sees to it that every question can be ¦ answered from the input.',
  'Variants with 16, ¦ 32, ¦ 64 or ¦ all frames, and notes on which ¦ objects are visible, allow controlled comparisons.',
  'A survey of what can go wrong with ¦ vision-language-action models on robots, | and how attacks and ¦ defenses relate in time.',
  'Robots that are steered by vision-language-action models can do harm that cannot be undone, | and they can be ¦ attacked | through images, words or ¦ sensor readings.',
  'This survey sorts attacks and ¦ defenses by when they strike: | while the model is ¦ trained or while it runs.',
  'It covers data ¦ poisoning, adversarial patches, jailbreaks, guardrails and ¦ how all of these are evaluated.',
  'An assistant that works beside a ¦ person for days must cope with mail that arrives, meetings that move and files that change | while it is ¦ busy.',
  'ClawMark measures this with 100 ¦ tasks | from 13 professions, | played against five sandboxed ¦ services whose state moves on between turns.',
  'Tuna-2 shows that plain pixel ¦ patches can replace ¦ vision encoders | for understanding and ¦ generating images.',
  'Models that both understand and ¦ draw pictures mostly rely on ¦ two different encoders, | which pull against each ¦ other.',
  'It learns more slowly at ¦ first, | but at scale it ¦ overtakes a variant | with an encoder, | above all where fine detail has to be seen.',
  'DataPRM checks the steps of ¦ data analysis agents | against their environment | and finds errors that ¦ raise no exception.',
  'Reward models that judge single steps work well for ¦ mathematics, | but they misjudge agents that analyze data: | they overlook results that are ¦ wrong although no program crashed, | and punish trying things out.',
  'DataPRM inspects the state of ¦ the environment by itself | before it scores a ¦ step, | and its three-valued ¦ reward separates a mistake that can still be fixed from one that cannot.',
  'With 4 billion parameters it lifts best-of-n ¦ results by 7.21% | on ScienceAgentBench | and 11.28% on DABStep.',
  'SketchVLM lets vision-language models draw editable ¦ overlays | on a picture | to show how they ¦ reached an answer.',
  'SketchVLM needs no training | and works with any ¦ vision-language model: | it lets the model lay an editable SVG ¦ drawing | over the picture | and leaves the picture itself alone.',
  'Over seven benchmarks, ¦ among them mazes, ¦ falling balls and counting, accuracy rises by as much as ¦ 28.5 points.',
  'To find out how often an agent for customers fails, ¦ whole conversations are usually simulated again and again, | and most of ¦ them begin alike.',
  'DIVERT saves the complete state | at decisive ¦ moments, | returns there, | and goes on with a ¦ user who answers differently.',
  'Training a reasoning model further within a short context makes its answers shorter all by itself, | even without any ¦ reward for length, | but training becomes ¦ unstable and accuracy falls.',
  'Step-level Advantage Selection gives no credit to ¦ uncertain steps of correct answers | and no blame to confident ¦ steps of answers that the ¦ checker rejected, | often only because they were cut off.',
  'On mathematics and general reasoning it gains 0.86 ¦ points of Pass@1 | over the best ¦ length-aware method, | with answers 16.3% shorter.',
  'Where one shot of a film ends and the next begins sounds simple, | yet many detectors stumble over ¦ gradual transitions | and small jumps, | and learn from labels that are ¦ noisy.',
  'OmniShotCut predicts the range of every shot | together with how ¦ shots relate, | by a video ¦ transformer with one query for each shot.',
  'Agents judge the same failure differently as ¦ actor and as ¦ observer; | ReTAS trains them to ¦ weigh both views.',
  'Agents that reflect on themselves blame circumstances for a ¦ failure, | while agents that review ¦ others blame the agent: | people do the ¦ same, | and psychologists call it actor-observer asymmetry.',
  'RecursiveMAS applies the idea to ¦ whole teams: | agents of different kinds are ¦ tied into a ring | by small link ¦ modules that pass thoughts as vectors and not as text.',
  'DV-World checks visualization agents | on 260 ¦ realistic office tasks; | current models solve less than ¦ half.',
  'Charts in real offices live inside ¦ spreadsheets, | get ported between programs | and start from ¦ requests that leave half unsaid.',
  'DV-World gathers 260 such tasks | in three ¦ groups: | working in a native ¦ spreadsheet, | reshaping an existing figure for new data, | and asking back | when a wish is unclear.',
  'Treating training data like ¦ code with unit tests makes the failures of a tuned model traceable | and ¦ repairable.',
  'When a model that was tuned on domain texts gets an answer wrong, ¦ nobody can say which ¦ part of the data was at fault.',
  'This work builds training data and tests | from one structured ¦ map of the source texts, | so that each failed ¦ test points to a gap | in the data.',
  'A model that improves its own picture usually writes an editing ¦ instruction | and keeps most pixels as they ¦ were, | which limits what can be ¦ fixed.',
  'Refinement via Regeneration draws the picture again, | guided by the ¦ prompt | and by the ¦ meaning of the first attempt.',
  'AutoResearchBench measures how well ¦ agents find scientific literature; | strong web agents score around ¦ nine percent.',
  'AutoResearchBench has two kinds of ¦ task: | hunting down one specific ¦ paper | through a chain of ¦ hints, | and collecting every paper that meets given conditions.',
  'Meta-CoT breaks image edits into ¦ basic parts | and reasons about each, | which carries over to unseen ¦ edits.',
  'Meta-CoT splits every edit into these three ¦ parts | and reduces the many possible ¦ tasks to five basic ones that can be combined.',
  'Mutual Forcing trains a fast and a ¦ slow mode | within one ¦ network, | for synchronous sound and ¦ video | in 4 to 8 steps.',
  'Mutual Forcing first trains a ¦ generator for each, | then couples them, | and puts a mode with ¦ few steps and one with many steps | into a single network.',
  'The slow mode teaches the fast one, | and the fast one writes the ¦ past on which the ¦ slow one trains; | no separate teacher is needed.',
  'Rewarding an audio model only for answers that can be verified makes it better at tests | and worse to ¦ talk to: | intonation, ¦ feeling and the flow of long conversations suffer.',
  'Co-Director searches for a creative ¦ direction globally | and fixes details locally, | so that generated ¦ videos tell one story.',
  'Video clips look good one by one, | but a story made of ¦ them drifts, | because every module is ¦ prompted on its own.',
  'Co-Director treats the whole as one ¦ optimization: | a multi-armed bandit looks for a promising ¦ creative direction, | and a local loop of self-refinement keeps characters and ¦ sequences consistent.',
  'BARRED starts from a description of ¦ the task | and a few ¦ examples | without labels, | divides the domain into dimensions | so that it is ¦ covered, | and lets agents debate each label | before it counts.',
  'ESamp finds semantically new ¦ continuations | by watching where a ¦ small predictor of hidden states fails.',
  'ESamp trains a tiny network | while the model writes, | which predicts deep hidden ¦ states | from shallow ones; | where it is often ¦ wrong, the text is entering new ground, | and those continuations are favored.',
  'TIDE distills diffusion language models across ¦ architectures and ¦ tokenizers | into a student of ¦ 0.6 billion parameters.',
  'Models of 8 billion and 16 billion parameters taught a student of 0.6 ¦ billion, | which gained 1.53 ¦ points | on average | over eight benchmarks.',
  'ClawGym makes 13,500 of them | from invented ¦ users and grounded operations, | each with a workspace to ¦ act in.',
  'This work brings speculative decoding into ¦ NeMo-RL | with vLLM, | so that rollouts get ¦ faster | while their distribution stays exactly the ¦ same.',
  'X-WAM predicts videos | from several ¦ viewpoints | together with depth, | by copying the last ¦ blocks of a video diffusion model | into a branch | for depth.',
  'After training on more than 5,800 hours of robot data it succeeds in 79.2% of ¦ RoboCasa | and 90.7% of RoboTwin tasks.',
  'FASH-iCNN makes this visible: | from 87,547 runway ¦ pictures of 15 houses it learns to ¦ tell which house a garment is from, | which time, | and which tradition of color.',
  'Taking color away costs 10.6 ¦ points, | taking texture away 37.6, | so texture carries most of a ¦ house’s identity.',
] as const;

export interface LabeledCut {
  readonly sentence: string;
  /** What is left of the sentence. */
  readonly cut: string;
  readonly isRight: boolean;
}

/** Each mark as a cut of its sentence. */
export function listLabeledCuts(): LabeledCut[] {
  return LABELED.flatMap((marked) => {
    const sentence = marked.replace(/[|¦] /gu, '');
    const parts = marked.split(/(?<=[|¦]) /u);
    return parts.slice(0, -1).map((part, i) => ({
      sentence,
      cut: parts
        .slice(0, i + 1)
        .map((one) => one.replace(/ [|¦]$/u, ''))
        .join(' '),
      isRight: part.endsWith('|'),
    }));
  });
}
