import { accessChange, firstOf, grantChange, permissionChange, wideningSentences } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy newly lets somebody read, or use a topic, queue, bus or role; or lets a role do more. */
export const accessWidened: VerdictRule = {
  id: "access-widened",
  verdict: "review",
  title: "A policy lets more people read or use something, or a role do more",
  why: "Logs hold names, addresses and what people do: each reader more is for the owner of the logs to say.",
  judge: (change, context) => {
    const widened = accessChange(change, context).widened.filter(
      ({ harm, configured }) =>
        harm === "reads" || harm === "uses" || (configured && (harm === "decrypts" || harm === "exposes")),
    );
    const { more } = permissionChange(change, context);
    return [
      ...wideningSentences(widened, context.configuration),
      ...(more.length === 0 ? [] : [{ what: `this is newly allowed: ${firstOf(more)}` }]),
      ...grantChange(change, context).uses.map((what) => ({ what })),
    ];
  },
};
