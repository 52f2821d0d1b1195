import { Button, Menu, Text } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { type Selection, timelineQueryString } from "#lib/chart/selection.ts";

interface DownloadMenuProps {
  campaignId: number;
  selection: Selection;
  samplesAllowed: boolean;
  /** Has the browser save the chart; absent while there is none of this selection. */
  onPicture: ((format: "svg" | "png") => void) | undefined;
}

/** The files behind the page: they hold the same audience and the same selection as the chart. */
export function DownloadMenu({ campaignId, selection, samplesAllowed, onPicture }: DownloadMenuProps) {
  const base = `/api/campaigns/${campaignId}`;
  const files = [
    {
      title: "Timeline, CSV",
      detail: "A row a second: the numbers of this page",
      href: `${base}/timeline.csv?${timelineQueryString(selection)}`,
    },
    ...(samplesAllowed
      ? [
          {
            title: "Samples, CSV",
            detail: "A row an analysed frame of every viewer",
            href: `${base}/samples.csv?audience=${selection.audience}`,
          },
        ]
      : []),
    {
      title: "Moments, CSV",
      detail: "A row a moment: where viewers differ from their own mean",
      href: `${base}/moments.csv?${timelineQueryString(selection)}&measure=${selection.measure}`,
    },
    { title: "Codebook", detail: "What every column means", href: `${base}/codebook` },
  ];
  return (
    <Menu position="bottom-end" width={290}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map(({ title, detail, href }) => (
          <Menu.Item key={title} component="a" href={href} download>
            <Text size="sm" fw={500}>
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {detail}
            </Text>
          </Menu.Item>
        ))}
        {onPicture !== undefined &&
          PICTURES.map(({ format, title, detail }) => (
            <Menu.Item key={format} onClick={() => onPicture(format)}>
              <Text size="sm" fw={500}>
                {title}
              </Text>
              <Text size="xs" c="dimmed">
                {detail}
              </Text>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const PICTURES = [
  { format: "png", title: "Chart, PNG", detail: "The curves as they are now, for slides" },
  { format: "svg", title: "Chart, SVG", detail: "The same, sharp at every size" },
] as const;
