import { accessChange, firstOf, permissionChange, wideningSentences } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy newly lets somebody read, or use a topic, queue, bus or role. */
export const accessWidened: VerdictRule = {
  id: "access-widened",
  verdict: "review",
  title: "A policy lets more people read or use something",
  why: "Logs hold names, addresses and what people do: each reader more is for the owner of the logs to say.",
  judge: (change, context) => {
    const widened = accessChange(change, context).widened.filter(
      ({ harm, configured }) => harm === "reads" || harm === "uses" || (harm === "decrypts" && configured),
    );
    const { more } = permissionChange(change, context);
    return [
      ...wideningSentences(widened, context.configuration),
      ...(more.length === 0 ? [] : [{ what: `this is newly allowed: ${firstOf(more)}` }]),
    ];
  },
};
