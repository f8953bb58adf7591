import type { Random } from '../random.ts';

/** A film that does not exist. */
export interface Film {
  /** 1, 2, 3 and so on. */
  readonly id: number;
  readonly title: string;
  /** One to three, alphabetical. */
  readonly genres: readonly string[];
  readonly year: number;
}

/** Films with titles of which no two are alike. At most some 100,000. */
export function inventFilms(random: Random, count: number): readonly Film[] {
  const titles = new Set<string>();
  while (titles.size < count) titles.add(inventTitle(random));
  return Array.from(titles, (title, index) => ({
    id: index + 1,
    title,
    genres: inventGenres(random),
    // Most films are recent.
    year: 2024 - Math.floor(78 * random.next() ** 2.2),
  }));
}

function inventTitle(random: Random): string {
  const pick = (list: readonly string[]): string => list[random.integer(list.length)] as string;
  const place = pick(placeStarts) + pick(placeEnds);
  switch (random.integer(8)) {
    case 0:
      return `The ${pick(things)} of ${place}`;
    case 1:
      return `${pick(qualities)} ${place}`;
    case 2:
      return `A ${pick(times)} in ${place}`;
    case 3:
      return `${place}, ${pick(places)}`;
    case 4:
      return `The ${pick(qualities)} ${pick(things)} of ${place}`;
    case 5:
      return `Last ${pick(vehicles)} to ${place}`;
    case 6:
      return `${pick(names)} and the ${pick(qualities)} ${pick(things)}`;
    default:
      return `${pick(names)} of ${place} Street`;
  }
}

function inventGenres(random: Random): readonly string[] {
  const chosen = new Set<string>();
  const wanted = 1 + Number(random.next() < 0.55) + Number(random.next() < 0.25);
  // The front of the list is drawn more often.
  while (chosen.size < wanted) chosen.add(genres[Math.floor(genres.length * random.next() ** 1.8)] as string);
  return [...chosen].sort();
}

const genres = [
  'Drama',
  'Comedy',
  'Thriller',
  'Romance',
  'Action',
  'Adventure',
  'Crime',
  'Science Fiction',
  'Mystery',
  'Family',
  'Fantasy',
  'Horror',
  'Musical',
  'War',
  'Animation',
  'Documentary',
  'Western',
  'Noir',
];
const placeStarts = [
  ...['Ask', 'Bel', 'Corr', 'Dun', 'Elm', 'Fenn', 'Gol', 'Har', 'Iss', 'Jor', 'Kest', 'Lor', 'Mar', 'Nor', 'Ost'],
  ...['Pell', 'Quor', 'Ras', 'Sel', 'Tor', 'Ul', 'Var', 'Wend', 'Yar', 'Zel'],
];
const placeEnds = [
  ...['aby', 'aduin', 'ambra', 'andel', 'antis', 'aven', 'edda', 'eira', 'enholt', 'erra', 'ingay', 'iska', 'ister'],
  ...['ogrod', 'omere', 'onia', 'orvik', 'ossa', 'umar', 'unda'],
];
const things = [
  ...['Lanterns', 'Clockmakers', 'Orchards', 'Ferries', 'Beekeepers', 'Mirrors', 'Foxes', 'Bells', 'Cartographers'],
  ...['Tides', 'Letters', 'Gardens', 'Violins', 'Windmills', 'Sparrows', 'Kites', 'Bakers', 'Pilots', 'Librarians'],
];
const qualities = [
  ...['Silver', 'Quiet', 'Crooked', 'Burning', 'Forgotten', 'Electric', 'Paper', 'Hollow', 'Golden', 'Restless'],
  ...['Frozen', 'Borrowed', 'Seventh', 'Unlikely', 'Midnight', 'Distant'],
];
const times = ['Winter', 'Summer', 'Wedding', 'Sunday', 'Thunderstorm', 'Harvest', 'Carnival', 'Promise', 'Silence'];
const places = [
  'North Platform',
  'Room Nine',
  'After Dark',
  'Low Water',
  'Population Two',
  'No Vacancy',
  'Second Floor',
];
const vehicles = ['Tram', 'Ferry', 'Balloon', 'Train', 'Bicycle', 'Caravan', 'Airship'];
const names = [
  ...['Aurelio', 'Bettany', 'Cosimo', 'Delphine', 'Edmar', 'Fenella', 'Gustavo', 'Hesper', 'Ignatia', 'Jonquil'],
  ...['Kasimir', 'Leocadia', 'Melchior', 'Nerys', 'Ottoline', 'Percival', 'Rosalba', 'Silvan', 'Tamsin', 'Ursel'],
];
