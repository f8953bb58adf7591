import type { Reporter } from 'knip';

/** A knip reporter that says how many files knip read, so that a run which read nothing is noticed. */
const countFiles: Reporter = ({ counters }) => {
  console.log(`${counters.processed} of ${counters.total} files read`);
};

export default countFiles;
