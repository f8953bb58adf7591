import { type Random, seededRandom } from '../random.ts';
import { type Film, inventFilms } from './invent-films.ts';
import type { Ratings } from './ratings.ts';

/** Synthetic ratings with a known truth. Users have the ids 1..943 and films 1..1682: ids are used raw, as tokens. */
export interface GeneratedRatings {
  readonly ratings: Ratings;
  readonly films: readonly Film[];
  /** The rating that this user gives this film on average: what a perfect predictor answers. */
  readonly truth: (user: number, item: number) => number;
  /** Standard deviation of this user's rating of this film around the truth; no predictor can know more. */
  readonly noise: (user: number, item: number) => number;
}

export const UserCount = 943;
export const FilmCount = 1682;
const TasteFactors = 8;
const FewestRatings = 20;
const MostRatings = 700;

/** Spread of what makes a rating, in stars. */
const Spread = { user: 0.42, film: 0.5, taste: 0.55, moment: 0.88 } as const;
const MeanOpinion = 3.3;

/**
 * About 100,000 ratings from 1 to 5, at least 20 a user. A user's opinion of a film is a mean, plus how generous the
 * user is, plus how good the film is, plus how the user's taste meets the film's genres and character; a rating is the
 * opinion plus the mood of the moment, rounded to whole stars. People mostly see popular films, and films they like.
 */
export function generateRatings(seed: number): GeneratedRatings {
  const random = seededRandom(seed);
  const films = inventFilms(random, FilmCount);
  const users = Array.from({ length: UserCount }, () => inventUser(random));
  const characters = inventCharacters(random, films);

  function opinion(user: number, item: number): number {
    const { generosity, taste } = users[user - 1] as User;
    const { quality, factors } = characters[item - 1] as Character;
    const match = factors.reduce((sum, value, k) => sum + value * (taste[k] as number), 0);
    return MeanOpinion + generosity + quality + match;
  }

  const seen = users.map((user, index) => chooseFilms(random, user, characters, (item) => opinion(index + 1, item)));
  const count = seen.reduce((sum, items) => sum + items.length, 0);
  const ratings = { users: new Int32Array(count), items: new Int32Array(count), values: new Float32Array(count) };
  let n = 0;
  for (const [index, items] of seen.entries()) {
    for (const item of items) {
      ratings.users[n] = index + 1;
      ratings.items[n] = item;
      ratings.values[n] = wholeStars(opinion(index + 1, item) + Spread.moment * random.normal());
      n += 1;
    }
  }
  return {
    ratings,
    films,
    truth: (user, item) => expectation(opinion(user, item)).mean,
    noise: (user, item) => expectation(opinion(user, item)).deviation,
  };
}

interface User {
  readonly generosity: number;
  readonly taste: readonly number[];
  readonly ratingCount: number;
}

interface Character {
  readonly quality: number;
  readonly factors: readonly number[];
  readonly popularity: number;
}

function inventUser(random: Random): User {
  const eagerness = Math.round(Math.exp(3.93 + 1.02 * random.normal()));
  return {
    generosity: Spread.user * random.normal(),
    taste: normals(random, TasteFactors, 1),
    ratingCount: Math.min(FewestRatings + eagerness, MostRatings),
  };
}

/** Half of a film's character is that of its genres, the other half its own. */
function inventCharacters(random: Random, films: readonly Film[]): readonly Character[] {
  const perFactor = Spread.taste / Math.sqrt(TasteFactors);
  const ofGenre = new Map<string, readonly number[]>();
  return films.map(({ genres }) => {
    for (const genre of genres) {
      if (!ofGenre.has(genre)) ofGenre.set(genre, normals(random, TasteFactors, perFactor));
    }
    const own = normals(random, TasteFactors, perFactor);
    const quality = Spread.film * random.normal();
    const factors = own.map((value, k) => {
      const shared = genres.reduce((sum, genre) => sum + (ofGenre.get(genre)?.[k] ?? 0), 0) / Math.sqrt(genres.length);
      return Math.SQRT1_2 * (value + shared);
    });
    return { quality, factors, popularity: 1.25 * random.normal() + 0.8 * quality };
  });
}

/** Draws without repetition by popularity and liking (the Gumbel top-k rule), in order of the film's id. */
function chooseFilms(
  random: Random,
  user: User,
  characters: readonly Character[],
  opinion: (item: number) => number,
): readonly number[] {
  const keys = characters.map(({ popularity }, index) => ({
    item: index + 1,
    key: popularity + 0.5 * opinion(index + 1) - Math.log(-Math.log(1 - random.next())),
  }));
  keys.sort((a, b) => b.key - a.key);
  return keys
    .slice(0, user.ratingCount)
    .map(({ item }) => item)
    .sort((a, b) => a - b);
}

function wholeStars(opinion: number): number {
  return Math.min(5, Math.max(1, Math.round(opinion)));
}

/** Mean and standard deviation of the stars given for an opinion, over the moods of the moment. */
function expectation(opinion: number): { mean: number; deviation: number } {
  let [mean, square] = [1, 1];
  for (let stars = 2; stars <= 5; stars++) {
    const atLeast = normalDistribution((opinion - (stars - 0.5)) / Spread.moment);
    mean += atLeast;
    square += (2 * stars - 1) * atLeast;
  }
  return { mean, deviation: Math.sqrt(Math.max(0, square - mean * mean)) };
}

/** Probability of a standard normal below x, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x < 0 ? tail : 1 - tail;
}

function normals(random: Random, length: number, deviation: number): readonly number[] {
  return Array.from({ length }, () => deviation * random.normal());
}
