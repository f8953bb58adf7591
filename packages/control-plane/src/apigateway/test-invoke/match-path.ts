/**
 * The path parameters of a test invocation (spec: control plane, section 7): decoded; none when the path does not fit the
 * resource; each one its own placeholder when no path is given.
 * @param resourcePath `/pets/{petId}/{proxy+}`
 */
export function matchPath(resourcePath: string, path: string | undefined): Readonly<Record<string, string>> {
  const parts = segments(resourcePath);
  if (path === undefined) {
    return Object.fromEntries(parts.filter((part) => part.startsWith('{')).map((part) => [nameOf(part), part]));
  }
  const given = segments(path);
  const found: [string, string][] = [];
  for (const [index, part] of parts.entries()) {
    const segment = given[index];
    if (segment === undefined || segment === '') return {};
    if (part.endsWith('+}')) {
      found.push([nameOf(part), decoded(given.slice(index).join('/'))]);
      return Object.fromEntries(found);
    }
    if (part.startsWith('{')) found.push([nameOf(part), decoded(segment)]);
    else if (part !== decoded(segment)) return {};
  }
  return given.length === parts.length ? Object.fromEntries(found) : {};
}

function segments(path: string): readonly string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function nameOf(part: string): string {
  return part.replace(/^\{|\+?\}$/g, '');
}

/** What is not percent-encoded text stays as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
