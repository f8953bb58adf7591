import { expect, test } from 'bun:test';
import { BodyBudget, HeldBody } from './body-budget.ts';

const MIB = 1024 * 1024;

function bodies(budget: BodyBudget, count: number) {
  const all = Array.from({ length: count }, () => new HeldBody(() => {}));
  return {
    all,
    hold: (i: number, bytes: number, isWhole = false) => budget.hold(all[i] as HeldBody, bytes, isWhole),
    release: (i: number) => budget.release(all[i] as HeldBody),
    waiting: () => all.flatMap(({ isWaiting }, i) => (isWaiting ? i : [])),
  };
}

test('up to half everybody goes on; beyond, all wait but the oldest', () => {
  const budget = new BodyBudget(10 * MIB);
  const { hold, waiting } = bodies(budget, 4);
  for (const [i, mib] of [2, 2, 1].entries()) expect(hold(i, mib * MIB)).toBe(true);
  expect(waiting()).toEqual([]);
  expect(hold(3, 1)).toBe(true);
  expect(waiting()).toEqual([1, 2, 3]);
  expect(hold(0, 20 * MIB)).toBe(true);
  expect(budget.heldBytes).toBe(23 * MIB + 1);
});

test('beyond the whole of it the others are refused, and hold what they held', () => {
  const budget = new BodyBudget(10 * MIB);
  const { hold } = bodies(budget, 3);
  hold(0, 4 * MIB);
  expect(hold(1, 6 * MIB)).toBe(true);
  expect(hold(1, 6 * MIB + 1)).toBe(false);
  expect(hold(2, 1)).toBe(false);
  expect(hold(2, 1, true)).toBe(false);
  expect(budget.heldBytes).toBe(10 * MIB);
});

test('nobody goes on regardless while whole bodies give memory back by themselves', () => {
  const budget = new BodyBudget(10 * MIB);
  const { hold, release, waiting } = bodies(budget, 3);
  hold(1, 1 * MIB);
  hold(0, 6 * MIB, true);
  expect(waiting()).toEqual([1]);
  expect(hold(1, 5 * MIB)).toBe(false);
  expect(hold(2, 5 * MIB, true)).toBe(false);
  release(0);
  expect(waiting()).toEqual([]);
  expect(budget.heldBytes).toBe(1 * MIB);
});

test('the next oldest goes on when the oldest is done with, and as many others as there is room for what they may bring', () => {
  const budget = new BodyBudget(16 * MIB);
  const { hold, release, waiting } = bodies(budget, 7);
  hold(0, 8 * MIB);
  for (const i of [1, 2, 3, 4, 5, 6]) hold(i, 1 * MIB);
  expect(waiting()).toEqual([1, 2, 3, 4, 5, 6]);
  budget.letGoOn();
  expect(waiting()).toEqual([1, 2, 3, 4, 5, 6]);
  hold(0, 9 * MIB, true);
  release(0);
  expect(waiting()).toEqual([4, 5, 6]);
  release(5);
  expect(waiting()).toEqual([]);
});

test('a connection’s next body starts afresh', () => {
  const budget = new BodyBudget(10 * MIB);
  const { all, hold, release } = bodies(budget, 2);
  hold(0, 5 * MIB);
  hold(1, 1);
  expect(all[1]).toMatchObject({ isWaiting: true, wasHeldUp: true });
  release(1);
  release(1);
  expect(all[1]).toMatchObject({ bytes: 0, isWaiting: false, wasHeldUp: false });
  release(0);
  expect(hold(1, 7 * MIB, true)).toBe(true);
  expect(hold(0, 0)).toBe(true);
  release(0);
  expect(budget.heldBytes).toBe(7 * MIB);
  release(1);
  expect(budget.heldBytes).toBe(0);
});

test('whatever happens, what is given back is what was taken, and somebody always goes on', () => {
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 200; round++) {
    const budget = new BodyBudget(8 * MIB);
    const { all } = bodies(budget, 12);
    const whole = new Set<HeldBody>();
    for (let step = 0; step < 200; step++) {
      const body = all[random(all.length)] as HeldBody;
      if (whole.has(body)) {
        budget.release(body);
        whole.delete(body);
      } else if (body.isWaiting) budget.letGoOn();
      else {
        const isWhole = random(4) === 0;
        if (!budget.hold(body, body.bytes + 1 + random(MIB), isWhole)) budget.release(body);
        else if (isWhole) whole.add(body);
      }
      expect(budget.heldBytes).toBe(all.reduce((sum, each) => sum + each.bytes, 0));
      const growing = all.filter((each) => each.bytes > 0 && !whole.has(each));
      if (growing.length > 0 && whole.size === 0) {
        expect(growing.some((each) => !each.isWaiting)).toBe(true);
      }
    }
    for (const body of all) budget.release(body);
    expect(budget.heldBytes).toBe(0);
  }
});
