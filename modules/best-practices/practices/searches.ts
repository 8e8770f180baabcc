import { not } from "../../facts";
import { judgeEach, notApplicable, ofFaults, type Practice } from "./practice";

/**
 * What searches events has all of them, as the log bucket has.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security.html
 */
export const searchAccess: Practice = {
  id: "search-access",
  practice: 9,
  title: "Where events are searched is private and encrypted",
  remedy:
    "place the domain in a VPC, or name VPC endpoints in the network policy of the collection; name a KMS key of your own in its encryption policy; encrypt at rest and from node to node, enforce HTTPS, and switch fine-grained access control on",
  check: ({ searches }) =>
    judgeEach(searches, (search) => {
      const judged = ofFaults(
        [
          [not(search.private), "is reached from outside of a VPC"],
          [search.keyOfAws, "is encrypted with a key that AWS owns"],
          [not(search.encrypted), "does not encrypt all that it stores, or sends from node to node"],
          [not(search.byHttpsAlone), "is asked without HTTPS"],
          [not(search.tellsApart), "tells nobody who asks from another"],
        ],
        "is reached within a VPC alone, is encrypted, and tells who asks from others",
      );
      return search.elsewhere === undefined || judged.verdict === "not compliant"
        ? judged
        : notApplicable(`has ${search.elsewhere} outside of the tree`);
    }),
};
