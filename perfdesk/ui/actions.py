"""Every action of the window in one table: menus, toolbar and shortcuts are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from perfdesk.ui.icons import ICONS, icon
from perfdesk.ui.keynames import shown_keys
from perfdesk.ui.toolbar import MainToolBar


class Menu(Enum):
    """The menus from left to right."""

    FILE = "文件(&F)"
    EDIT = "编辑(&E)"
    FORM = "表单(&B)"
    REVIEW = "审核(&C)"
    VIEW = "视图(&V)"
    DATA = "数据(&D)"
    HELP = "帮助(&H)"


@dataclass(frozen=True, slots=True)
class Spec:
    """One action. `button` is its text in the toolbar, '' for none; `apart` puts a line above.

    Actions of one `group` stand in a submenu of this name; one of them is ticked. Those `under` a
    name stand in such a submenu, too, and are commands as any other.
    """

    key: str
    menu: Menu
    text: str
    shortcut: str = ""
    tip: str = ""
    button: str = ""
    apart: bool = False
    group: str = ""
    under: str = ""


_EXCEL, _WORD = "导出 Excel", "导出 Word"
ACTIONS = (
    Spec("new", Menu.FILE, "新建表…", "Ctrl+N", "选模板、年度，填上单位和项目名称", "新建"),
    Spec("open", Menu.FILE, "导入…", "Ctrl+O", "读表单文件、工作簿、Word 表格，核对后导入", "导入"),
    Spec("open_folder", Menu.FILE, "导入文件夹…", "Ctrl+Shift+O", "读文件夹和子文件夹里的所有表"),
    Spec("sample", Menu.FILE, "载入示例单位", tip="六张示例表，用来试一试"),
    Spec("save", Menu.FILE, "保存", "Ctrl+S", "平时自动保存；这里再试一次并告诉您", apart=True),
    Spec("print_one", Menu.FILE, "打印本表…", "Ctrl+P", "预览、打印当前的表", "打印", True),
    Spec("print_all", Menu.FILE, "打印列出的表…", "Ctrl+Shift+P", "预览、打印左边列出的表"),
    Spec("print_chosen", Menu.FILE, "打印选中的表…", tip="打印左边选中的表"),
    Spec(
        "export_one",
        Menu.FILE,
        "导出本表 Excel…",
        "Ctrl+E",
        "把当前表导出为工作簿",
        "导出 Excel",
        True,
        under=_EXCEL,
    ),
    Spec(
        "export_all",
        Menu.FILE,
        "导出列出的表 Excel…",
        "Ctrl+Shift+E",
        "把左边列出的表导出为一个工作簿",
        under=_EXCEL,
    ),
    Spec(
        "export_chosen",
        Menu.FILE,
        "导出选中的表 Excel…",
        tip="把左边选中的表导出为一个工作簿",
        under=_EXCEL,
    ),
    Spec(
        "export_each",
        Menu.FILE,
        "导出为每表一个工作簿…",
        tip="左边列出的表各导出一个工作簿，放进同一个文件夹",
        under=_EXCEL,
    ),
    Spec(
        "document_one",
        Menu.FILE,
        "导出本表 Word…",
        "Ctrl+Shift+W",
        "把当前表导出为 Word 文档",
        under=_WORD,
    ),
    Spec(
        "document_all",
        Menu.FILE,
        "导出列出的表 Word…",
        tip="把左边列出的表导出为一个 Word 文档，每张表另起一页",
        under=_WORD,
    ),
    Spec(
        "document_chosen",
        Menu.FILE,
        "导出选中的表 Word…",
        tip="把左边选中的表导出为一个 Word 文档",
        under=_WORD,
    ),
    Spec(
        "document_each",
        Menu.FILE,
        "导出为每表一个 Word 文档…",
        tip="左边列出的表各导出一个 Word 文档，放进同一个文件夹",
        under=_WORD,
    ),
    Spec(
        "summary_all",
        Menu.FILE,
        "导出列出的表的汇总表…",
        "Ctrl+Shift+S",
        "左边列出的表一行一张：金额、执行率、得分、等级和审核发现",
    ),
    Spec(
        "hand_out",
        Menu.FILE,
        "发出填报工作簿…",
        "Ctrl+Shift+H",
        "发给单位填：空白的或已有的表，自动算分，交回后能认出是哪张表",
    ),
    Spec("settings", Menu.FILE, "设置…", "Ctrl+,", "外观、打印字体、备份文件夹、填写", apart=True),
    Spec("quit", Menu.FILE, "退出", "Ctrl+Q", "关闭程序", apart=True),
    Spec("undo", Menu.EDIT, "撤销", "Ctrl+Z", "撤销上一步", "撤销"),
    Spec("redo", Menu.EDIT, "重做", "Ctrl+Y", "重做刚撤销的一步", "重做"),
    Spec("cut", Menu.EDIT, "剪切", "Ctrl+X", "复制选中的单元格，再清空", apart=True),
    Spec("copy", Menu.EDIT, "复制", "Ctrl+C", "复制选中的单元格，可以粘贴到 Excel、WPS"),
    Spec("copy_table", Menu.EDIT, "复制为表格", "Ctrl+Alt+C", "整张表，粘贴到 Word、WPS"),
    Spec("paste", Menu.EDIT, "粘贴", "Ctrl+V", "把复制的单元格粘贴到这里，不够的行自动增加"),
    Spec("clear", Menu.EDIT, "清空单元格", "Del", "清空选中的单元格"),
    Spec("fill_down", Menu.EDIT, "向下填充", "Ctrl+D", "最上面一格复制到下面选中的格", apart=True),
    Spec("fill_right", Menu.EDIT, "向右填充", "Ctrl+R", "最左边一格复制到右边选中的格"),
    Spec(
        "insert_row",
        Menu.EDIT,
        "在下方插入指标行",
        "Ctrl+=",
        "在当前行下方插入一行",
        apart=True,
    ),
    Spec("delete_rows", Menu.EDIT, "删除指标行", "Ctrl+-", "删除选中的指标行"),
    Spec("move_up", Menu.EDIT, "指标行上移", "Alt+Up", "选中的行上移一行"),
    Spec("move_down", Menu.EDIT, "指标行下移", "Alt+Down", "选中的行下移一行"),
    Spec(
        "spread_equal",
        Menu.EDIT,
        "平均分摊余下的分值",
        "Ctrl+M",
        "分值合计缺多少，平均加到选中的行",
        apart=True,
    ),
    Spec(
        "spread_proportional",
        Menu.EDIT,
        "按比例分摊余下的分值",
        "Ctrl+Shift+M",
        "分值合计缺多少或多多少，按选中行现在的分值分摊",
    ),
    Spec("result_met", Menu.EDIT, "填入“达成指标”", "Ctrl+1", "选中行里空着的定性结果", apart=True),
    Spec("result_partly", Menu.EDIT, "填入“部分达成指标”", "Ctrl+2", "选中行里空着的定性结果"),
    Spec("result_missed", Menu.EDIT, "填入“未达成指标”", "Ctrl+3", "选中行里空着的定性结果"),
    Spec("take_offer", Menu.EDIT, "把 >= 改成 ≥", "Ctrl+.", "刚输入的 >=、<= 改成 ≥、≤"),
    Spec("find", Menu.EDIT, "查找表单", "Ctrl+F", "按名称、单位、指标或拼音首字母查找", apart=True),
    Spec("palette", Menu.EDIT, "搜索命令、表单、指标…", "Ctrl+K", "打几个字或拼音，执行或转到"),
    Spec("previous", Menu.FORM, "上一张表", "Ctrl+PgUp", "转到上一张表"),
    Spec("next", Menu.FORM, "下一张表", "Ctrl+PgDown", "转到下一张表"),
    Spec("form_up", Menu.FORM, "在列表中上移", "Alt+Shift+Up", "左边选中的表上移一位"),
    Spec("form_down", Menu.FORM, "在列表中下移", "Alt+Shift+Down", "左边选中的表下移一位"),
    Spec("duplicate", Menu.FORM, "复制本表", "Ctrl+Shift+C", "照当前表另建一张", apart=True),
    Spec(
        "carry_over",
        Menu.FORM,
        "结转到下一年…",
        "Ctrl+Shift+N",
        "左边选中的表（可以多选）转到下一年，结果清空",
        "结转下年",
    ),
    Spec(
        "switch_template",
        Menu.FORM,
        "换用模板…",
        "Ctrl+Shift+T",
        "左边选中的表（可以多选）换成别的模板，先看会变什么",
    ),
    Spec(
        "check",
        Menu.REVIEW,
        "审核通过",
        "Ctrl+Shift+K",
        "草稿没有错误时改为已审核",
    ),
    Spec("report", Menu.REVIEW, "上报", "Ctrl+Shift+U", "已审核的表改为已上报，不能再改"),
    Spec("archive", Menu.REVIEW, "归档", "Ctrl+Shift+A", "已上报的表归档"),
    Spec("send_back", Menu.REVIEW, "退回修改…", "Ctrl+Shift+R", "退回草稿，锁定的表要写明原因"),
    Spec(
        "next_finding",
        Menu.REVIEW,
        "下一条审核发现",
        "F4",
        "转到下一条审核发现所说的单元格",
        apart=True,
    ),
    Spec("previous_finding", Menu.REVIEW, "上一条审核发现", "Shift+F4", "转到上一条审核发现"),
    Spec("mend", Menu.REVIEW, "按建议改", "F8", "采用这条审核意见的改法，可撤销"),
    Spec(
        "silence",
        Menu.REVIEW,
        "忽略或恢复这条审核意见…",
        "Ctrl+F8",
        "写明理由忽略，理由留在表上；已忽略的恢复",
    ),
    Spec("explain", Menu.REVIEW, "这条规则的说明", "Shift+F8", "依据、级别和界限"),
    Spec(
        "check_all",
        Menu.REVIEW,
        "审核整个单位…",
        "F7",
        "审核左边列出的每一张表，也比较各表之间",
        "审核",
        True,
    ),
    Spec("audit_pdf", Menu.REVIEW, "审核报告 PDF…", "Ctrl+F7", "左边选中的表的审核报告，随表退回"),
    Spec("audit_book", Menu.REVIEW, "审核报告 Excel…", tip="同上，写成工作簿"),
    Spec("rules", Menu.REVIEW, "审核规则…", tip="各条规则的级别和界限，可以改", apart=True),
    Spec("history", Menu.DATA, "修改历史…", "Ctrl+H", "本表的每一步修改，可以恢复到任何一步"),
    Spec("waiting", Menu.DATA, "待处理的导入…", tip="读过、还没有导入的表，这次打开期间留着"),
    Spec("backups", Menu.DATA, "备份与恢复…", "Ctrl+B", "查看、新建备份，从备份恢复"),
    Spec("remove", Menu.DATA, "删除选中的表", "Ctrl+Shift+Del", "从列表删除，可撤销", apart=True),
    Spec("removed", Menu.DATA, "已删除的表…", "Ctrl+Shift+D", "查看并恢复删除的表"),
    Spec("fold", Menu.VIEW, "展开或收起表头和目标", "Ctrl+Shift+B", "收起后指标表更大"),
    Spec("side", Menu.VIEW, "显示或隐藏审核与预览", "Ctrl+\\", "右边的审核发现和打印预览"),
    Spec("scheme_system", Menu.VIEW, "跟随系统", tip="和系统一样深浅", apart=True, group="外观"),
    Spec("scheme_light", Menu.VIEW, "浅色", tip="白底深字", group="外观"),
    Spec("scheme_dark", Menu.VIEW, "深色", tip="深底浅字", group="外观"),
    Spec("next_part", Menu.VIEW, "转到下一区", "F6", "列表、表头、资金、目标、指标…", apart=True),
    Spec("previous_part", Menu.VIEW, "转到上一区", "Shift+F6", "转到上一区"),
    Spec("help", Menu.HELP, "用户手册", "F1", "手册里讲现在这一区的一章"),
    Spec("shortcuts", Menu.HELP, "快捷键一览", tip="全部快捷键"),
    Spec("log", Menu.HELP, "查看日志", tip="程序做了什么、哪里出错；不含填写的内容", apart=True),
    Spec("log_folder", Menu.HELP, "打开日志文件夹", tip="日志文件所在的文件夹"),
    Spec("about", Menu.HELP, "关于、自检…", tip="版本、文件位置、许可，检查本机安装", apart=True),
)


def make_actions(
    window: QMainWindow, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """The actions by key, in menus and toolbar, each connected to its handler."""
    menus = {menu: window.menuBar().addMenu(menu.value) for menu in Menu}
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = made[spec.key] = _action(spec, window, handlers[spec.key])
        if spec.apart:
            menus[spec.menu].addSeparator()
        name, menu = spec.group or spec.under, menus[spec.menu]
        (_submenu(menu, name) if name else menu).addAction(action)
        if spec.group:
            _let_choose(_submenu(menu, name), action)
    window.addToolBar(MainToolBar(made, window))
    return made


def named(action: QAction, word: str, step: str) -> None:
    """Undo and redo with what they would do, 撤销 修改第 3 行得分; disabled without a step.

    The toolbar shows the word alone, so that nothing beside it moves; its tooltip says the rest.
    """
    action.setText(f"{word} {step}" if step else word)
    action.setToolTip(_with_keys(action.text(), action.shortcut().toString()))
    action.setEnabled(bool(step))


def _action(spec: Spec, window: QMainWindow, handler: Callable[[], object]) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.key)
    action.setStatusTip(spec.tip)
    action.setIconText(spec.button or spec.text)
    if name := ICONS.get(spec.key):
        action.setIcon(icon(name))
    if spec.shortcut:
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setToolTip(_with_keys(spec.tip, spec.shortcut))
    action.triggered.connect(lambda _checked: handler())
    return action


def _with_keys(tip: str, shortcut: str) -> str:
    return f"{tip}（{shown_keys(shortcut)}）"


def _submenu(menu: QMenu, name: str) -> QMenu:
    """The submenu of this name, made where there is none yet."""
    found = menu.findChild(QMenu, name)
    if found is None:
        found = menu.addMenu(name)
        found.setObjectName(name)
        found.setIcon(icon(ICONS[name]))
    return found


def _let_choose(menu: QMenu, action: QAction) -> None:
    """Makes `action` one of those among which the submenu lets choose."""
    group = menu.findChild(QActionGroup) or QActionGroup(menu)
    action.setCheckable(True)
    action.setActionGroup(group)
