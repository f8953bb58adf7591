// The whole client: two GET requests to the sample API, no library, no build.
// A classic script, so that the page also works when it is opened as a file.

const SAMPLE_API = 'http://127.0.0.1:4566/restapis/ratings/test/_user_request_';

const element = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
element('api').value = query.get('api') ?? SAMPLE_API;
element('user').value = query.get('user') ?? '321';

// Only the latest request may write to the page.
let latest = 0;

element('settings').addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
element('genre').addEventListener('change', show);
show();

async function show() {
  const turn = ++latest;
  const api = element('api').value.replace(/\/+$/, '');
  const user = element('user').value.trim();
  report('Asking the model ...');
  try {
    const { movies } = await getJson(`${api}/movies`);
    const genre = fillGenres(movies);
    const chosen = movies.filter((movie) => genre === '' || movie.genres.includes(genre));
    const url = `${api}/predicted-ratings/${encodeURIComponent(user)}?items=${chosen.map(({ id }) => id).join(',')}`;
    element('request').textContent = url;
    const { ratings } = await getJson(url);
    if (turn !== latest) return;
    // The ratings come in the order of the items asked for.
    const rated = chosen.map((movie, index) => ({ ...movie, rating: ratings[index] }));
    rated.sort((a, b) => b.rating - a.rating);
    element('films').replaceChildren(...rated.map(card));
    report(`${rated.length} films, best first, for viewer ${user}`);
  } catch (error) {
    if (turn !== latest) return;
    element('films').replaceChildren();
    report(error.message, true);
  }
}

/** The JSON of an answer; an Error that a person can read for anything else. */
async function getJson(url) {
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new Error(`No answer from ${new URL(url).origin}. Is Portico running? Start it with: npm start`);
  }
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body;
  throw new Error(`${response.status}: ${body?.message ?? 'the answer is not JSON'}`);
}

function fillGenres(movies) {
  const select = element('genre');
  const chosen = select.value;
  const genres = [...new Set(movies.flatMap((movie) => movie.genres))].sort();
  select.replaceChildren(new Option('All', ''), ...genres.map((genre) => new Option(genre, genre)));
  select.value = genres.includes(chosen) ? chosen : '';
  return select.value;
}

function card({ title, year, genres, rating }) {
  const item = document.createElement('li');
  const stars = textElement('div', '', 'stars');
  const whole = Math.max(0, Math.min(5, Math.round(rating)));
  const drawn = textElement('span', '★'.repeat(whole) + '☆'.repeat(5 - whole));
  drawn.setAttribute('aria-hidden', 'true');
  stars.append(drawn, textElement('span', `${rating.toFixed(2)} of 5`));
  item.append(textElement('h2', title), textElement('p', `${year} · ${genres.join(', ')}`), stars);
  return item;
}

function textElement(name, text, className = '') {
  const node = document.createElement(name);
  node.textContent = text;
  node.className = className;
  return node;
}

function report(text, problem = false) {
  const status = element('status');
  status.textContent = text;
  status.className = problem ? 'problem' : '';
}
