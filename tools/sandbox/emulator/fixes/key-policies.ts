import { jsonAnswer, membersOf, textMember, withMembers, type Fix, type Members } from "../exchange";
import { withoutDenials } from "./bucket-settings";

const OPERATIONS = ["CreateKey", "PutKeyPolicy", "GetKeyPolicy"];

/**
 * AWS: a statement of a key's policy holds for the requests that meet its conditions.
 *
 * Moto 5.2.1 reads no condition there: where some role is denied everything, nobody may describe the key. Here it gets what a policy
 * allows, and what was put is what is told.
 */
export function keyPolicies(): Fix {
  const put = new Map<string, string>();
  return {
    concerns: ({ service, name }) => service === "TrentService" && OPERATIONS.includes(name),
    answer: async (request, { name }, next) => {
      const members = membersOf(request);
      const policy = textMember(members, "Policy");
      const key = idOf(textMember(members, "KeyId"));
      if (name === "GetKeyPolicy") {
        const answer = await next(request);
        const kept = put.get(key);
        return answer.status === 200 && kept !== undefined
          ? jsonAnswer({ ...membersOf(answer), Policy: kept })
          : answer;
      }
      if (policy === "") return next(request);
      const allowed = withoutDenials(Buffer.from(policy)).toString();
      const answer = await next(withMembers(request, { ...members, Policy: allowed }));
      if (answer.status !== 200) return answer;
      // The emulator answers `null` to who puts a policy.
      const made = name === "CreateKey" ? membersOf(answer)["KeyMetadata"] : undefined;
      put.set(made === undefined ? key : textMember(made as Members, "KeyId"), policy);
      return answer;
    },
  };
}

/** The key's id, of which an ARN ends in it. */
function idOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
