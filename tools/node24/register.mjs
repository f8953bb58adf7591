/** Preload for Node: `bun:test` resolves to the adapter beside this file, so that the same test files run there. */
import { registerHooks } from 'node:module';

const ADAPTER = new URL('./bun-test.mjs', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'bun:test' ? { url: ADAPTER, shortCircuit: true } : nextResolve(specifier, context),
});
