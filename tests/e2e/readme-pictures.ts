import type { Steps } from './steps.ts';
import type { World } from './world.ts';

export async function takeReadmePictures(_world: World, _steps: Steps, _folder: string): Promise<void> {}
