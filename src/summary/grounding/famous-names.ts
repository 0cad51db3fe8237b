/**
 * Models, methods and data sets that papers speak of most, without those that are everyday words as well, such as CLIP and
 * SQuAD. These are known for names however they are written: `mamba on imagenet`, and Mamba among German nouns. Names
 * that hold digits need no list.
 */
export const FAMOUS_NAMES: ReadonlySet<string> = new Set(
  `gpt chatgpt llama llava llada gemini gemma claude qwen mistral mixtral deepseek grok pythia mamba
  bert roberta distilbert modernbert deberta xlnet blip siglip dalle midjourney controlnet segformer resnet resnext
  densenet efficientnet mobilenet convnext alexnet googlenet vgg vggt unet vit swin detr yolo nerf lora qlora grpo dpo
  ppo dapo rlhf rlvr xgboost lstm bilstm flashattention vllm graphrag alphafold alphazero alphago muzero openai
  anthropic imagenet cifar mnist coco refcoco cityscapes kitti semantickitti nuscenes waymo argoverse scannet shapenet
  celeba laion mvtec alfworld webarena osworld mmlu gpqa aime hotpotqa triviaqa superglue hellaswag
  winogrande boolq commonsenseqa humaneval mbpp livecodebench swebench truthfulqa medqa pubmed pubmedqa wikidata
  wikipedia vbench geneval mathvista mmmu longbench mteb alpacaeval carla navsim chexpert`.split(/\s+/),
);
