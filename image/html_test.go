package image

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func page(t testing.TB, im *Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := im.HTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// browse opens a page in a browser without a screen and returns what the
// scripts made of it, and what they complained about.
func browse(t *testing.T, html []byte) (dom, complaints string) {
	t.Helper()
	chromium := need(t, "chromium")
	dir := t.TempDir()
	name := filepath.Join(dir, "page.html")
	write(t, name, html)
	cmd := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1400,1200", "--dump-dom", "file://"+name)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	var out, errors bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errors
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer timer.Stop()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("chromium: %v\n%s", err, errors.Bytes())
	}
	for _, line := range strings.Split(errors.String(), "\n") {
		if strings.Contains(line, "CONSOLE") {
			complaints += line + "\n"
		}
	}
	return out.String(), complaints
}

// TestPage opens pages in Chromium: every byte is drawn, shared ones in two
// colours, and pointing at a byte tells what it is.
func TestPage(t *testing.T) {
	cell := regexp.MustCompile(`<span class="b[^"]*" data-at="(\d+)" style="--fill: ([^"]*);">([0-9a-f]{2})</span>`)
	const hover = `<script>
document.querySelector('[data-at="%d"]').dispatchEvent(new MouseEvent("mousemove", {bubbles: true, clientX: 100, clientY: 100}));
</script></body>`
	for _, test := range []struct {
		name   string
		im     *Image
		point  int
		tip    []string
		shared int
	}{
		{"hello", hello(t), 0x83, []string{
			"address 0x400083", "lea 0x10(%rip),%rsi", "hello.s:3  lea msg(%rip), %rsi", ".text, byte 2 of 7",
		}, 0},
		{"golfed", parse(t, golfed()), 0x18, []string{"e_entry", "0x500000001", "p_type", "1, PT_LOAD"}, 50},
	} {
		t.Run(test.name, func(t *testing.T) {
			html := strings.Replace(string(page(t, test.im)), "</body>", fmt.Sprintf(hover, test.point), 1)
			dom, complaints := browse(t, []byte(html))
			if complaints != "" {
				t.Error(complaints)
			}
			shared := 0
			cells := cell.FindAllStringSubmatch(dom, -1)
			for i, c := range cells {
				if c[1] != fmt.Sprint(i) || c[3] != fmt.Sprintf("%02x", test.im.Bytes[i]) {
					t.Fatalf("cell %d is %q", i, c)
				}
				if strings.Contains(c[2], "gradient") {
					shared++
				}
			}
			if len(cells) != len(test.im.Bytes) || shared != test.shared {
				t.Errorf("%d cells, %d in two colours; want %d and %d", len(cells), shared, len(test.im.Bytes), test.shared)
			}
			_, tip, _ := strings.Cut(dom, `<div class="tip" id="tip"`)
			for _, want := range test.tip {
				if !strings.Contains(tip[:strings.Index(tip, "<noscript>")], want) {
					t.Errorf("the tip does not say %s", want)
				}
			}
		})
	}
}

// TestPageStandsAlone: nothing is fetched, and no name in a file can become
// markup or script.
func TestPageStandsAlone(t *testing.T) {
	im := hello(t)
	im.Name = "</script><b>&"
	im.Regions[1].Name = "</script><script>alert(1)"
	html := string(page(t, im))
	if m := regexp.MustCompile(`(?i)https?:|src=|@import|url\(|<link|<b>&`).FindString(html); m != "" {
		t.Errorf("the page contains %s", m)
	}
	if n := strings.Count(html, "<script>") + strings.Count(html, "</script>"); n != 2 {
		t.Errorf("%d script tags, want 2", n)
	}
}
