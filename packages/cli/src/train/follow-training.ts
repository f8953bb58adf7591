import { setImmediate } from 'node:timers/promises';
import type { Training, TrainingProgress, TrainingResult } from '@portico/object2vec';
import { type Progress, startProgress } from '../terminal/progress.ts';
import type { Interruption } from './interruption.ts';

/** Runs a training to its end under a progress bar, and lets signals in between steps. */
export async function followTraining(training: Training, interruption: Interruption): Promise<TrainingResult> {
  let bar: Progress | undefined;
  try {
    for (;;) {
      const next = training.next();
      if (next.done === true) return next.value;
      const { step, steps } = next.value;
      bar ??= startProgress('Training', steps);
      bar.update(step, describe(next.value));
      await setImmediate();
      interruption.check();
    }
  } finally {
    bar?.stop();
  }
}

function describe({ phase, step, steps, trainRmse, holdOutRmse }: TrainingProgress): string {
  if (phase === 'setup') return 'preparing';
  const errors = [
    ...(trainRmse === undefined ? [] : [`train RMSE ${trainRmse.toFixed(4)}`]),
    ...(holdOutRmse === undefined ? [] : [`hold-out RMSE ${holdOutRmse.toFixed(4)}`]),
  ];
  return [`${phase} ${step} of ${steps}`, ...errors].join(', ');
}
