import { CONTROL_IDS } from "../../../modules/controls";
import { dashboardBody } from "../../../modules/monitoring/dashboard-body";
import { onlyResource, type Block } from "../../support/synthesized";
import { everything, LOG_GROUP, PLACE, synthesized } from "./fixtures";

interface Body {
  readonly widgets: readonly {
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: Block;
  }[];
}

describe("the dashboard", () => {
  const body = JSON.parse(
    String(onlyResource(synthesized(everything), "aws_cloudwatch_dashboard")["dashboard_body"]).replace(
      /\$\{[^}]*\}/g,
      LOG_GROUP,
    ),
  ) as Body;

  it("shows events by account, service and error, alarms, and the health of delivery", () => {
    expect(body.widgets.map(({ properties }) => properties["title"])).toEqual([
      undefined,
      "Alarms",
      "Events by account",
      "Events by service",
      "Errors by account and service",
      "Refused calls by identity",
      "What the controls counted",
      "Delivery",
    ]);
    expect(body.widgets[1]?.properties["alarms"]).toHaveLength(CONTROL_IDS.length + 4);
    expect(body.widgets[1]?.properties["alarms"]).toContain(
      "arn:aws:cloudwatch:us-east-1:111111111111:alarm:acme-orgtrail-events-undelivered",
    );
  });

  it("shows more than a hundred alarms in several widgets, and the rest below", () => {
    const content = (count: number) => ({
      place: PLACE,
      title: "acme",
      logGroupName: LOG_GROUP,
      controlMetrics: ["root-use"],
      alarmNames: Array.from({ length: count }, (_, index) => `alarm-${index}`),
      topicNames: [],
    });
    const shown = (count: number): Body["widgets"] =>
      (JSON.parse(dashboardBody(content(count))) as Body).widgets.filter(({ type }) => type === "alarm");
    const counts = (count: number): readonly number[] =>
      shown(count).map(({ properties }) => (properties["alarms"] as readonly string[]).length);
    expect([0, 1, 100, 101, 200, 201].map(counts)).toEqual([
      [],
      [1],
      [100],
      [100, 1],
      [100, 100],
      [100, 100, 1],
    ]);
    expect(shown(101).map(({ properties }) => properties["title"])).toEqual([
      "Alarms (1 of 2)",
      "Alarms (2 of 2)",
    ]);
    expect(shown(101)[1]?.properties["alarms"]).toEqual([
      "arn:aws:cloudwatch:us-east-1:111111111111:alarm:alarm-100",
    ]);
    expectApart((JSON.parse(dashboardBody(content(201))) as Body).widgets);
  });

  it("lays no widget over another, nor over the edge", () => {
    expectApart(body.widgets);
  });

  function expectApart(widgets: Body["widgets"]): void {
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`,
      ),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBeLessThanOrEqual(24);
  }
});
