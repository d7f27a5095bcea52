package write

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"handbill/generator/render"
)

// holdVariable makes the test binary hold an output until it is killed.
const holdVariable = "HANDBILL_TEST_HOLD"

func TestMain(m *testing.M) {
	if out := os.Getenv(holdVariable); out != "" {
		hold(out)
	}
	os.Exit(m.Run())
}

// hold begins a build, says so and waits for the end of its input.
func hold(out string) {
	s, err := Begin(out, Options{})
	if err != nil {
		os.Exit(1)
	}
	if s.Put(render.File{Path: "index.html", Data: []byte("half")}) != nil {
		os.Exit(1)
	}
	os.Stdout.WriteString("held\n")
	bufio.NewReader(os.Stdin).ReadByte()
	os.Exit(0) // without Commit or Abort
}

func TestKilledBuildBlocksNobody(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, Options{}, first)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), holdVariable+"="+out)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other build says %q, %v", line, err)
	}
	var locked *LockedError
	if _, err := Begin(out, Options{}); !errors.As(err, &locked) || locked.PID != cmd.Process.Pid {
		t.Errorf("while process %d builds, a second one is told %v", cmd.Process.Pid, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	expect(t, out, first)
	mustBuild(t, out, Options{}, second)
	expect(t, out, second)
	if left := read(t, filepath.Join(filepath.Dir(out), stateName)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestLockOfAGoneProcessIsTakenAway(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock.pid")
	first, err := lockByPresence(name, "public")
	if err != nil || first == nil {
		t.Fatalf("the first lock: %v", err)
	}
	var locked *LockedError
	if _, err := lockByPresence(name, "public"); !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("a second lock: %v", err)
	}
	first.file.Close()
	done := exec.Command(os.Args[0], "-test.run=^$")
	if err := done.Run(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strconv.Itoa(done.Process.Pid)), 0o644); err != nil {
		t.Fatal(err)
	}
	if l, err := lockByPresence(name, "public"); l != nil || err != nil {
		t.Errorf("the lock of a process that ended: %v", err)
	}
	if l, err := lockByPresence(name, "public"); err != nil || l == nil {
		t.Errorf("the lock cannot be taken after it: %v", err)
	}
}

func TestWorkingFolderThatIsALinkIsRefused(t *testing.T) {
	top := t.TempDir()
	if err := os.Symlink(t.TempDir(), filepath.Join(top, stateName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(filepath.Join(top, "public"), Options{}); err == nil {
		t.Error("the build went through a link")
	}
}
