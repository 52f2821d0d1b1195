import { Button, Menu, Text } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import classes from "./timeline.module.css";
import type { timelineFiles } from "./timeline-files.ts";

interface DownloadMenuProps {
  files: ReturnType<typeof timelineFiles>;
  /** Has the browser save the chart; absent while there is none of this selection. */
  onPicture: ((format: "svg" | "png") => void) | undefined;
}

/** The files behind the page, and its chart as a picture. */
export function DownloadMenu({ files, onPicture }: DownloadMenuProps) {
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
      <Menu.Dropdown className={classes.downloads}>
        {files.map(({ title, detail, href }) => (
          <Menu.Item key={href} component="a" href={href} download>
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
