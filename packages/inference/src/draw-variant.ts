import type { Endpoint, ProductionVariant } from './endpoint-registry.ts';

/** Draws a variant with probability weight / sum of weights (spec: SageMaker, section 1.6); `undefined` when all weights are 0. */
export function drawVariant(endpoint: Endpoint, random: () => number): ProductionVariant | undefined {
  const { variants } = endpoint;
  const [only] = variants;
  if (variants.length === 1 && only !== undefined) return only.weight > 0 ? only : undefined;
  let sum = 0;
  for (const { weight } of variants) sum += weight;
  let left = random() * sum;
  let last: ProductionVariant | undefined;
  for (const variant of variants) {
    if (variant.weight === 0) continue;
    if (left < variant.weight) return variant;
    left -= variant.weight;
    last = variant;
  }
  // Rounding can leave a remainder at the very end of the range.
  return last;
}

export function variantNamed(endpoint: Endpoint, variantName: string): ProductionVariant | undefined {
  return endpoint.variants.find((variant) => variant.variantName === variantName);
}
