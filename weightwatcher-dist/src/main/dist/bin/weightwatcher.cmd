@echo off
rem The weightwatcher command on Windows. Java: %JAVA_HOME% or the one on the PATH; its options:
rem %JAVA_OPTS%; more jars: %WEIGHTWATCHER_CLASSPATH%. No test of ours has run this file.
setlocal
set "LIB=%~dp0..\lib"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

set "VERSION="
for /f "tokens=3" %%v in ('^""%JAVA%" -version 2^>^&1 ^| findstr version^"') do if not defined VERSION set "VERSION=%%~v"
if not defined VERSION (
  >&2 echo weightwatcher: no Java; install Java 17 or later, or set JAVA_HOME
  exit /b 1
)
for /f "delims=.-" %%v in ("%VERSION%") do set "VERSION=%%v"
if %VERSION% LSS 17 (
  >&2 echo weightwatcher: Java 17 or later is needed, but this one is %VERSION%
  exit /b 1
)

rem OpenBLAS is called and native memory read; later JDKs ask for leave.
set "LEAVE="
if %VERSION% GEQ 24 set "LEAVE=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
rem The serial collector starts fastest, but a JVM takes one only, and the user may have chosen another. Options
rem go to findstr by "set", since "echo" would act on what stands in them.
set "COLLECTOR=-XX:+UseSerialGC"
set "WW_GIVEN= %JAVA_OPTS% %JDK_JAVA_OPTIONS% %JAVA_TOOL_OPTIONS% %_JAVA_OPTIONS% "
set WW_GIVEN | findstr /r /c:" -XX:+Use[A-Za-z0-9]*GC " >nul && set "COLLECTOR="
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"
set "JARS=%LIB%\*"
if defined WEIGHTWATCHER_CLASSPATH set "JARS=%JARS%;%WEIGHTWATCHER_CLASSPATH%"
"%JAVA%" %COLLECTOR% %LEAVE% %JAVA_OPTS% -cp "%JARS%" io.github.weightwatcher4j.cli.WeightWatcherCommand %*
exit /b %ERRORLEVEL%
