import { alarmName } from "../../../modules/controls";
import type { Fault } from "../fault";
import type { OutcomeCheck } from "../check";

/**
 * Each alarm has a name of its own in its account and Region, where two of one name would overwrite each other. A team's name and
 * its alarm's run together in it: team `data` with `lake-read` makes what team `data-lake` makes with `read`.
 */
export const alarmNamesAreDistinct: OutcomeCheck = ({ teams }, draft) => {
  const taken = new Map<string, string>();
  return teams.flatMap(({ name, watch }): readonly Fault[] => {
    const file = draft.teams.find(({ value }) => value.team === name)?.file;
    if (file === undefined || watch?.logGroup === undefined) return [];
    const { account, region, namePrefix } = watch.place;
    return watch.logGroup.controls.flatMap((control, index) => {
      const alarm = alarmName(namePrefix, control);
      const place = `${account} ${region} ${alarm}`;
      const other = taken.get(place);
      if (other === undefined) {
        taken.set(place, name);
        return [];
      }
      return [
        file.fault(["alarms", index, "name"], {
          what: `makes an alarm of the name of one of team ${other} in ${region} of account ${account}`,
          received: alarm,
          allowed: "each name once in a Region of an account",
          remedy: "choose another name",
        }),
      ];
    });
  });
};
