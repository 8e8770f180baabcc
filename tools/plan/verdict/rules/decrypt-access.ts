import { accessChange, grantChange, wideningSentences } from "../policy";
import type { VerdictRule } from "../verdict";

/** A key's policy, or a grant beside it, newly lets somebody decrypt whom the configuration does not name as a reader. */
export const decryptAccess: VerdictRule = {
  id: "decrypt-access",
  verdict: "blocked",
  title: "A key's policy, or a grant, newly lets somebody decrypt who is no reader",
  why: "The key is what keeps logs from those who may read the bucket. Who is to read belongs in archive.readers, where it is seen.",
  judge: (change, context) => [
    ...wideningSentences(
      accessChange(change, context).widened.filter(
        ({ harm, configured }) => harm === "decrypts" && !configured,
      ),
      context.configuration,
    ),
    ...grantChange(change, context).decrypts.map((what) => ({ what })),
  ],
};
