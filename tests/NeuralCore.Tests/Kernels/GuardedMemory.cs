using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NeuralCore.Tests.Kernels;

/// <summary>
/// Numbers between two inaccessible pages. They end exactly at the one behind or start exactly after the one in front, so that a kernel
/// that reads or writes one number too far ends the test run instead of going unnoticed.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private readonly byte* pages;
    private readonly nuint size;
    private readonly Real* first;
    private readonly int count;

    /// <summary>Room for <paramref name="count"/> numbers, zero, against the page behind (or in front).</summary>
    public GuardedMemory(int count, bool atEnd = true)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint bytes = (nuint)count * sizeof(Real);
        nuint inner = (bytes + page - 1) / page * page;
        size = inner + (2 * page);
        pages = OperatingSystem.IsWindows() ? AllocateWindows(size) : AllocateUnix(size);
        Forbid(pages, page);
        Forbid(pages + page + inner, page);
        first = (Real*)(atEnd ? pages + page + inner - bytes : pages + page);
        this.count = count;
    }

    /// <summary>The same room, holding a copy of <paramref name="values"/>.</summary>
    public GuardedMemory(ReadOnlySpan<Real> values, bool atEnd = true)
        : this(values.Length, atEnd) => values.CopyTo(Span);

    public Span<Real> Span => new(first, count);

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            Check(VirtualFree(pages, 0, 0x8000));
        else
            Check(munmap(pages, size) == 0);
    }

    private static byte* AllocateUnix(nuint size)
    {
        const int ReadWrite = 1 | 2, Private = 2;
        int anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
        byte* memory = mmap(null, size, ReadWrite, Private | anonymous, -1, 0);
        Check(memory != (byte*)-1);
        return memory;
    }

    private static byte* AllocateWindows(nuint size)
    {
        const uint CommitAndReserve = 0x3000, ReadWrite = 4;
        byte* memory = VirtualAlloc(null, size, CommitAndReserve, ReadWrite);
        Check(memory != null);
        return memory;
    }

    private static void Forbid(byte* memory, nuint size)
    {
        const uint NoAccess = 1;
        Check(OperatingSystem.IsWindows() ? VirtualProtect(memory, size, NoAccess, out _) : mprotect(memory, size, 0) == 0);
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial byte* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial byte* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(void* address, nuint size, uint protection, out uint before);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(void* address, nuint size, uint type);
}
