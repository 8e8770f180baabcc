import { compliant, each, inTree, notApplicable, notCompliant, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html */
export const logArchiveAccount: BestPracticeRule = {
  id: "log-archive-account",
  practice: 4,
  title: "Logs go to a bucket in an account of their own",
  remedy: "make the bucket in an account in which nothing else runs, and let the trail deliver there",
  check: ({ trails }) =>
    each(trails, (trail) =>
      inTree(trail.bucket, "bucket", ({ account }) => {
        if (account === undefined || trail.account === undefined) {
          return notApplicable("has a provider that does not say its account: set allowed_account_ids");
        }
        return account === trail.account
          ? notCompliant(`delivers to a bucket of its own account ${account}`)
          : compliant(`delivers to account ${account}`);
      }),
    ),
};
